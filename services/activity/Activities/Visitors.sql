-- A visitor's name is personal data: a reference row that can be deleted; events carry only its id.
create table if not exists {schema}.visitors (
    tenant_id varchar not null,
    visitor_id uuid not null,
    name text not null,
    primary key (tenant_id, visitor_id)
);
