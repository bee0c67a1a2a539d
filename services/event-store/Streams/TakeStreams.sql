wanted as materialized (
  -- Of each unnest one array stands in a subquery, so that PostgreSQL guesses the same of every batch and plans once, not anew for each small one;
  -- laterals with a limit go by the index, whatever size the tables had then. A stream that must not exist is not looked for: the insert finds it.
  select w.*, coalesce(s.version, 0) as actual, coalesce(s.is_archived, false) as archived, e.id is not null as known
  from unnest((select $1::text[]), $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::uuid[], $8::text[], $9::text[], $10::jsonb[])
    with ordinality as w (tenant_id, id, kind, expects, events, first_id, correlation, causation, headers, place)
  left join lateral (
    select s.version, s.is_archived from {schema}.mt_streams s
    where (w.expects is distinct from 0 or w.first_id is not null) and s.tenant_id = w.tenant_id and s.id = w.id limit 1) s on true
  left join lateral (
    select e.id from {schema}.mt_events e
    where w.first_id is not null and e.tenant_id = w.tenant_id and e.stream_id = w.id and e.id = w.first_id limit 1) e on true
), taken as (
  -- Here an append is refused. What is to move a stream that is there comes with an impossible time of creation; what is to start
  -- one and finds it there moves it on all the same, unless it must not exist.
  insert into {schema}.mt_streams as s (tenant_id, id, type, version, timestamp, created, is_archived)
  select tenant_id, id, kind, events, $7::timestamptz, case when actual = 0 then $7 else '-infinity' end, false
  from wanted
  where not known and not archived and (expects is null or expects = actual)
  order by place
  on conflict (tenant_id, id) do update
  set version = s.version + excluded.version, timestamp = excluded.timestamp, type = coalesce(s.type, excluded.type)
  where not s.is_archived and (excluded.created = '-infinity'
    or not exists (select from wanted w where w.tenant_id = excluded.tenant_id and w.id = excluded.id and w.expects = 0))
  returning s.tenant_id, s.id, s.version
), placed as materialized (
  select w.place, w.tenant_id, w.id, w.correlation, w.causation, w.headers, t.version - w.events as before, w.known,
    coalesce(l.version, w.actual) as actual, coalesce(l.is_archived, w.archived) as archived,
    -- A stream that has moved since this statement began to look: everything must start over.
    case when not w.known and not w.archived and coalesce(w.expects = w.actual, true) and case
        when t.version is null then l.version is null
        else t.version - w.events <> w.actual and (w.expects is not null or w.first_id is not null)
      end then {schema}.fail('CE001') end as raced
  from wanted w
  left join taken t on t.tenant_id = w.tenant_id and t.id = w.id
  left join lateral (
    select s.version, s.is_archived from {schema}.mt_streams s
    where t.version is null and w.expects = 0 and s.tenant_id = w.tenant_id and s.id = w.id limit 1) l on true
)