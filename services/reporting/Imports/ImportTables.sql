create table if not exists {schema}.school_import_files (
  import_id uuid primary key,
  encoding text not null,
  bytes bytea not null
);
-- A GIAS file is long and read once: kept as it is, not packed.
alter table {schema}.school_import_files alter column bytes set storage external;

create table if not exists {schema}.school_import_rows (
  import_id uuid not null,
  line integer not null,
  urn integer not null,
  effect text not null,
  row jsonb not null,
  changes jsonb not null,
  applied boolean not null default false,
  primary key (import_id, line)
);
create index if not exists school_import_rows_open on {schema}.school_import_rows (import_id, line) where not applied;

create table if not exists {schema}.school_import_faults (
  import_id uuid not null,
  number integer not null,
  line integer not null,
  column_name text not null,
  reason text not null,
  primary key (import_id, number)
);

create table if not exists {schema}.school_import_work (
  import_id uuid primary key,
  step text not null,
  due timestamptz not null,
  done integer not null default 0,
  total integer not null default 0,
  traceparent text,
  by_person text
);
