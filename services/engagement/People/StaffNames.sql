-- The names that timelines show inside the school; events carry only the person's opaque id.
create table if not exists {schema}.staff_names (
  person_id text primary key,
  name      text not null
);
