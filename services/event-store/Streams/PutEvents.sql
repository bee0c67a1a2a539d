-- What is to be written is made ready before the lock, so that who waits for it need not wait for that too.
ready as materialized (
  select e.id, s.id as stream, s.before + e.step as version, e.data, ($16::text[])[e.kind] as type, s.tenant_id, ($17::text[])[e.kind] as dotnet_type,
    s.correlation, s.causation, s.headers
  from unnest((select $11::integer[]), $12::uuid[], $13::integer[], $14::jsonb[], $15::integer[]) with ordinality as e (stream, id, step, data, kind, place)
  join placed s on s.place = e.stream and s.before is not null
  order by e.place
), locked as materialized (
  select pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0)) from (select count(*) as events from ready) r where events > 0
), put as (
  insert into {schema}.mt_events
    (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
  select nextval('{schema}.mt_events_sequence'), r.id, r.stream, r.version, r.data, r.type, $7::timestamptz, r.tenant_id, r.dotnet_type, r.correlation, r.causation, r.headers, false
  from locked cross join ready r
  returning seq_id
)