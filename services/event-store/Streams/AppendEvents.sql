-- Takes the streams of several appends (starts them, or locks them and moves them on), in the order given, which is everybody's. An append whose
-- stream is not where it expects, or is archived, is refused and takes nothing; so is one whose first event is stored already (known). Raced: the
-- stream moved between the look and the lock, so the transaction must start over.
create or replace function {schema}.take_streams(
  tenants text[], ids text[], kinds text[], expected bigint[], counts bigint[], first_ids uuid[], at timestamptz)
returns table (before bigint, refused boolean, known boolean, archived boolean, raced boolean)
language plpgsql as $$
begin
  return query
  with wanted as materialized (
    select w.*, coalesce(s.version, 0) as actual, coalesce(s.is_archived, false) as closed,
      w.first_id is not null and exists (
        select from {schema}.mt_events e where e.tenant_id = w.tenant_id and e.stream_id = w.id and e.id = w.first_id) as stored
    from unnest(tenants, ids, kinds, expected, counts, first_ids) with ordinality as w (tenant_id, id, kind, expects, events, first_id, place)
    left join {schema}.mt_streams s on s.tenant_id = w.tenant_id and s.id = w.id
  ), eligible as materialized (
    select w.* from wanted w where not w.stored and not w.closed and (w.expects is null or w.expects = w.actual)
  ), taken as (
    insert into {schema}.mt_streams as s (tenant_id, id, type, version, timestamp, created, is_archived)
    select w.tenant_id, w.id, w.kind, w.events, at, at, false from eligible w order by w.place
    on conflict (tenant_id, id) do update
    set version = s.version + excluded.version, timestamp = excluded.timestamp, type = coalesce(s.type, excluded.type)
    where not s.is_archived
    returning s.tenant_id, s.id, s.version
  )
  select coalesce(t.version - w.events, w.actual), t.version is null, w.stored, w.closed,
    e.place is not null and (t.version is null or (t.version - w.events <> w.actual and (w.expects is not null or w.first_id is not null)))
  from wanted w
  left join eligible e on e.place = w.place
  left join taken t on t.tenant_id = w.tenant_id and t.id = w.id
  order by w.place;
end $$;

-- Puts events into streams that this transaction has taken; nothing may follow it but the commit. Gives their positions, in order.
create or replace function {schema}.put_events(
  tenants text[], ids text[], befores bigint[], correlations text[], causations text[], headers jsonb[], at timestamptz,
  streams integer[], event_ids uuid[], steps integer[], data jsonb[], kinds integer[], aliases text[], dotnet_types text[])
returns bigint[]
language plpgsql as $$
declare
  positions bigint[];
begin
  perform pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0));
  with put as (
    insert into {schema}.mt_events
      (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
    select nextval('{schema}.mt_events_sequence'), e.id, s.id, s.before + e.step, e.data, k.alias, at, s.tenant_id, k.dotnet_type,
      s.correlation, s.causation, s.headers, false
    from unnest(streams, event_ids, steps, data, kinds) with ordinality as e (stream, id, step, data, kind, place)
    join unnest(tenants, ids, befores, correlations, causations, headers) with ordinality
      as s (tenant_id, id, before, correlation, causation, headers, place) on s.place = e.stream
    join unnest(aliases, dotnet_types) with ordinality as k (alias, dotnet_type, place) on k.place = e.kind
    where s.before is not null
    order by e.place
    returning seq_id
  )
  select array_agg(seq_id order by seq_id) into positions from put;
  return positions;
end $$;

-- Both at once, for appends that concern nothing but their streams: one round trip, one transaction.
create or replace function {schema}.append_events(
  tenants text[], ids text[], kinds_of_streams text[], expected bigint[], counts bigint[], first_ids uuid[], at timestamptz,
  correlations text[], causations text[], headers jsonb[],
  streams integer[], event_ids uuid[], steps integer[], data jsonb[], kinds integer[], aliases text[], dotnet_types text[])
returns table (before bigint[], refused boolean[], known boolean[], archived boolean[], positions bigint[])
language plpgsql as $$
declare
  raced boolean;
  takes bigint[];
begin
  select array_agg(t.before), array_agg(t.refused), array_agg(t.known), array_agg(t.archived), bool_or(t.raced), array_agg(case when not t.refused then t.before end)
  into before, refused, known, archived, raced, takes
  from {schema}.take_streams(tenants, ids, kinds_of_streams, expected, counts, first_ids, at) t;
  if raced then
    raise exception using errcode = 'CE001', message = 'A stream moved while it was being taken.';
  end if;
  if array_position(refused, false) is not null then
    positions := {schema}.put_events(tenants, ids, takes, correlations, causations, headers, at, streams, event_ids, steps, data, kinds, aliases, dotnet_types);
  end if;
  return next;
end $$;
