create table if not exists {schema}.agency_keys (
  tenant_id  text        not null,
  key_id     uuid        not null,
  agency_id  uuid        not null,
  prefix     text        not null,
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, key_id)
);
