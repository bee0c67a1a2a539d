create table if not exists {schema}.schools (
    urn int primary key,
    version bigint not null,
    name text not null,
    open boolean not null
);
