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
      coalesce(e.stored, false) as stored
    from unnest(tenants, ids, kinds, expected, counts, first_ids) with ordinality as w (tenant_id, id, kind, expects, events, first_id, place)
    -- Laterals with a limit, because every plan must go by the index: the one that is kept was made when the tables were small.
    left join lateral (select s.version, s.is_archived from {schema}.mt_streams s where s.tenant_id = w.tenant_id and s.id = w.id limit 1) s on true
    left join lateral (
      select true as stored from {schema}.mt_events e where w.first_id is not null and e.tenant_id = w.tenant_id and e.stream_id = w.id and e.id = w.first_id limit 1) e on true
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

-- The same for a lone append of few events, which the sets above would cost more than the work itself.
create or replace function {schema}.append_to_stream(
  tenant text, stream text, kind text, expects bigint, events bigint, first_id uuid, at timestamptz,
  correlation text, causation text, header jsonb,
  event_ids uuid[], data jsonb[], kinds integer[], aliases text[], dotnet_types text[])
returns table (before bigint[], refused boolean[], known boolean[], archived boolean[], positions bigint[])
language plpgsql as $$
declare
  actual bigint;
  closed boolean;
  stored boolean := false;
  reached bigint;
begin
  select s.version, s.is_archived into actual, closed from {schema}.mt_streams s where s.tenant_id = tenant and s.id = stream;
  actual := coalesce(actual, 0);
  closed := coalesce(closed, false);
  if first_id is not null then
    stored := exists (select from {schema}.mt_events e where e.tenant_id = tenant and e.stream_id = stream and e.id = first_id);
  end if;
  before := array[actual];
  refused := array[true];
  known := array[stored];
  archived := array[closed];
  if not stored and not closed and (expects is null or expects = actual) then
    insert into {schema}.mt_streams as s (tenant_id, id, type, version, timestamp, created, is_archived) values (tenant, stream, kind, events, at, at, false)
    on conflict (tenant_id, id) do update
    set version = s.version + excluded.version, timestamp = excluded.timestamp, type = coalesce(s.type, excluded.type)
    where not s.is_archived
    returning s.version into reached;
    if reached is null or (reached - events <> actual and (expects is not null or first_id is not null)) then
      raise exception using errcode = 'CE001', message = 'A stream moved while it was being taken.';
    end if;
    before := array[reached - events];
    refused := array[false];
    perform pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0));
    for step in 1 .. events loop
      positions[step] := nextval('{schema}.mt_events_sequence');
      insert into {schema}.mt_events
        (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
      values (positions[step], event_ids[step], stream, reached - events + step, data[step], aliases[kinds[step]], at, tenant, dotnet_types[kinds[step]],
        correlation, causation, header, false);
    end loop;
  end if;
  return next;
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
  perform {schema}.refuse_away(tenants);
  if cardinality(ids) = 1 and cardinality(event_ids) <= 10 then
    return query select * from {schema}.append_to_stream(
      tenants[1], ids[1], kinds_of_streams[1], expected[1], counts[1], first_ids[1], at, correlations[1], causations[1], headers[1],
      event_ids, data, kinds, aliases, dotnet_types);
    return;
  end if;
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
