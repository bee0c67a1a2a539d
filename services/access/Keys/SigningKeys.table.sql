create table if not exists {schema}.signing_keys (
  key_id      varchar     primary key,
  private_key bytea       not null,
  created_at  timestamptz not null
);
-- From when it signs, and until when it is published: as long as tokens that it signed may be about.
alter table {schema}.signing_keys add column if not exists signs_from timestamptz;
alter table {schema}.signing_keys add column if not exists published_until timestamptz;
update {schema}.signing_keys set signs_from = created_at where signs_from is null;
