-- The hash of each key, by the prefix it is found by. No read model: what is in here is in no event.
create table if not exists {schema}.agency_key_hashes (
  prefix       text  primary key,
  key_id       uuid  not null unique,
  hash         bytea not null,
  last_used_at timestamptz
);
-- The name of the pepper in the hash; null for SHA-256 from before there was one, which is made anew when the key is next used.
alter table {schema}.agency_key_hashes add column if not exists pepper text;
