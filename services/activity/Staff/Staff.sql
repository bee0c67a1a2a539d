-- What to call the people who did something, for timelines; events know only their opaque id.
create table if not exists {schema}.staff (
    person_id text primary key,
    name text not null,
    schools text[] not null default '{}'
);
-- As tenants: the schools they have acted for, whose staff may know their name.
alter table {schema}.staff add column if not exists schools text[] not null default '{}';
