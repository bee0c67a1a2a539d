create table if not exists {schema}.known_schools (
  urn        integer not null primary key,
  name       varchar not null,
  la_code    integer not null,
  trust_id   varchar,
  trust_name varchar,
  phase      varchar not null,
  open       boolean not null,
  version    bigint  not null
);
