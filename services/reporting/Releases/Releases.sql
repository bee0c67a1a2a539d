-- What has left the schools, and how each figure of it was shown to whom. Rows are only ever added: what is new is held against all of them.
create table if not exists {schema}.releases (
  number bigint generated always as identity primary key,
  academic_year integer not null,
  measure text not null,
  authorities integer[] not null,
  released_at timestamptz not null,
  breakdowns text[] not null,
  groups text[] not null
);
create index if not exists releases_year on {schema}.releases (academic_year, measure, number);

create table if not exists {schema}.released_schools (
  release bigint not null references {schema}.releases,
  urn integer not null,
  la_code integer,
  trust_id text,
  counted_at timestamptz not null,
  stands boolean not null,
  numerators integer[] not null,
  denominators integer[] not null,
  primary key (release, urn)
);

-- Null where a school does not share with its authority; until November 2026 that was its URN, below nought.
-- Only where it still has to be: the lock would wait for a release that is being made, and everybody behind it.
do $$
begin
  if exists (select from pg_attribute where attrelid = '{schema}.released_schools'::regclass and attname = 'la_code' and attnotnull) then
    alter table {schema}.released_schools alter column la_code drop not null;
  end if;
end
$$;

create table if not exists {schema}.released_rows (
  release bigint not null references {schema}.releases,
  audience text not null,
  body_kind text not null,
  body_id text not null,
  visibility text[] not null,
  reasons text[] not null,
  primary key (release, audience, body_kind, body_id)
);
