-- A row a session, whatever order its messages come in: each kind of message keeps its own version, and the newest tags win.
create table if not exists {schema}.sessions (
  session_id uuid primary key,
  activity_id uuid not null,
  urn integer not null,
  academic_year integer not null,
  scheduled_version bigint not null default 0,
  delivered_version bigint not null default 0,
  cancelled_version bigint not null default 0,
  tags_version bigint not null default 0,
  kind text,
  community_based boolean,
  strands text[] not null default '{}',
  dimensions text[] not null default '{}',
  present integer not null default 0,
  changed_at timestamptz not null,
  state text not null generated always as (
    case when cancelled_version > greatest(scheduled_version, delivered_version) then 'cancelled'
         when delivered_version > 0 then 'delivered'
         else 'scheduled' end) stored
);
create index if not exists sessions_school on {schema}.sessions (academic_year, urn);

-- How many sessions a school has by strand, dimension, kind and state, kept by the trigger below.
create table if not exists {schema}.session_totals (
  academic_year integer not null,
  urn integer not null,
  facet text not null,
  code text not null,
  scheduled integer not null default 0,
  delivered integer not null default 0,
  cancelled integer not null default 0,
  present bigint not null default 0,
  primary key (academic_year, urn, facet, code)
);

create or replace function {schema}.facets_of(s {schema}.sessions) returns table (facet text, code text) language sql immutable as $$
  select 'all', 'all'
  union all select 'kind', s.kind where s.kind is not null
  union all select 'community', case when s.community_based then 'community' else 'other' end where s.community_based is not null
  union all select 'strand', unnest(s.strands)
  union all select 'dimension', unnest(s.dimensions)
$$;

create or replace function {schema}.count_session() returns trigger language plpgsql as $$
begin
  -- In key order, so that two sessions of a school never wait for each other crosswise.
  insert into {schema}.session_totals as t (academic_year, urn, facet, code, scheduled, delivered, cancelled, present)
  select academic_year, urn, facet, code,
         coalesce(sum(sign) filter (where state = 'scheduled'), 0), coalesce(sum(sign) filter (where state = 'delivered'), 0),
         coalesce(sum(sign) filter (where state = 'cancelled'), 0), coalesce(sum(sign * present) filter (where state = 'delivered'), 0)
  from (
    select new.academic_year, new.urn, f.facet, f.code, new.state, new.present, 1 as sign from {schema}.facets_of(new) f
    union all
    select old.academic_year, old.urn, f.facet, f.code, old.state, old.present, -1 from {schema}.facets_of(old) f where tg_op = 'UPDATE'
  ) change (academic_year, urn, facet, code, state, present, sign)
  group by academic_year, urn, facet, code
  order by academic_year, urn, facet, code
  on conflict (academic_year, urn, facet, code) do update set
    scheduled = t.scheduled + excluded.scheduled, delivered = t.delivered + excluded.delivered,
    cancelled = t.cancelled + excluded.cancelled, present = t.present + excluded.present;
  return null;
end
$$;

create or replace trigger count_session after insert or update on {schema}.sessions for each row execute function {schema}.count_session();
