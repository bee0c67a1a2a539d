-- What to call the people who did something, for timelines; events know only their opaque id.
create table if not exists {schema}.staff (
    person_id text primary key,
    name text not null
);
