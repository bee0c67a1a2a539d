create table if not exists {schema}.agency_keys (
  tenant_id         text        not null,
  key_id            uuid        not null,
  agency_id         uuid        not null,
  prefix            text        not null,
  issued_at         timestamptz not null,
  expires_at        timestamptz not null,
  revoked_at        timestamptz,
  replaced_by       uuid,
  schools           integer[]   not null,
  local_authorities integer[]   not null,
  reasons           text[]      not null,
  urgencies         text[]      not null,
  primary key (tenant_id, key_id)
);
