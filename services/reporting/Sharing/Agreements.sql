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

-- Those in force today, one row for each kind of figures. No view, which would see as its owner; PostgreSQL puts the text of this in its place.
create or replace function {schema}.shared() returns table (urn integer, shared_with text, kind text) language sql stable as $$
  select a.urn, a.shared_with, unnest(a.shares)
  from {schema}.sharing_agreements a
  where a.agreed and not a.ended and (now() at time zone 'Europe/London')::date between a.from_day and coalesce(a.until_day, 'infinity')
$$;
