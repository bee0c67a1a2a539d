-- The last roll import that was heard of, for Today.
create table if not exists {schema}.roll_imports (
    tenant_id varchar primary key,
    import_id uuid not null,
    faults int not null,
    imported_at timestamptz not null
);
