create table if not exists {schema}.signing_keys (
  key_id      varchar     primary key,
  private_key bytea       not null,
  created_at  timestamptz not null
);
