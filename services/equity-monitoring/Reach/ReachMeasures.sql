create table if not exists {schema}.reach_measures (
  tenant_id     varchar     not null,
  academic_year varchar     not null,
  version       bigint      not null,
  measured_at   timestamptz not null,
  groups        jsonb       not null,
  primary key (tenant_id, academic_year)
);
