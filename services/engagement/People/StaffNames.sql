-- The names that timelines show inside the school; events carry only the person's opaque id.
create table if not exists {schema}.staff_names (
  person_id text primary key,
  name      text not null,
  schools   text[] not null default '{}'
);
-- As tenants: the schools they have acted for, whose staff may know their name.
alter table {schema}.staff_names add column if not exists schools text[] not null default '{}';
