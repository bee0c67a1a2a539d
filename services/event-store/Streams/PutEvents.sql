locked as materialized (
  select pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0)) from (select count(before) as streams from placed) s where streams > 0
), put as (
  insert into {schema}.mt_events
    (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
  select nextval('{schema}.mt_events_sequence'), e.id, s.id, s.before + e.step, e.data, ($16::text[])[e.kind], $7::timestamptz, s.tenant_id, ($17::text[])[e.kind],
    s.correlation, s.causation, s.headers, false
  from locked
  cross join unnest((select $11::integer[]), $12::uuid[], $13::integer[], $14::jsonb[], $15::integer[]) with ordinality as e (stream, id, step, data, kind, place)
  join placed s on s.place = e.stream and s.before is not null
  order by e.place
  returning seq_id
)