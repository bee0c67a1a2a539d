create table if not exists {schema}.school_imports (
  tenant_id text not null,
  import_id uuid not null,
  file_name text not null,
  size bigint not null,
  state text not null,
  rows integer not null,
  new integer not null,
  changed integer not null,
  unchanged integer not null,
  faulty integer not null,
  received_at timestamptz not null,
  read_at timestamptz,
  applied_at timestamptz,
  by_person text,
  primary key (tenant_id, import_id)
);
create index if not exists school_imports_received on {schema}.school_imports (received_at desc, import_id);
