create table if not exists {schema}.partners (
    tenant_id varchar not null,
    partner_id uuid not null,
    version bigint not null,
    name text not null,
    sector text not null,
    community text,
    active boolean not null,
    primary key (tenant_id, partner_id)
);
