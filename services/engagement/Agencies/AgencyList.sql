create table if not exists {schema}.agencies (
  tenant_id         text        not null,
  agency_id         uuid        not null,
  name              text        not null,
  sector            text        not null,
  schools           integer[]   not null,
  local_authorities integer[]   not null,
  reasons           text[]      not null,
  registered_at     timestamptz not null,
  primary key (tenant_id, agency_id)
);
