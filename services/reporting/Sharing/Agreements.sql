-- What schools share with their trust and local authority, as access tells it.
create table if not exists {schema}.sharing_agreements (
  agreement_id uuid        primary key,
  urn          integer     not null,
  shared_with  text        not null,
  shares       text[]      not null default '{}',
  from_day     date,
  until_day    date,
  agreed       boolean     not null default false,
  ended        boolean     not null default false
);
create index if not exists sharing_agreements_school on {schema}.sharing_agreements (urn);
create index if not exists sharing_agreements_body on {schema}.sharing_agreements (shared_with);

-- The kinds of figures that a school shares with a body today.
create or replace function {schema}.shared(school integer, body text) returns text[] language sql stable as $$
  select coalesce(array_agg(distinct kind), '{}')
  from {schema}.sharing_agreements a cross join unnest(a.shares) kind
  where a.urn = school and a.shared_with = body and a.agreed and not a.ended
    and (now() at time zone 'Europe/London')::date >= a.from_day and (a.until_day is null or (now() at time zone 'Europe/London')::date <= a.until_day)
$$;
