create table if not exists {schema}.schools (
  urn        integer primary key,
  name       varchar not null,
  la_code    integer not null,
  la_name    varchar not null,
  trust_id   varchar,
  trust_name varchar,
  open       boolean not null,
  version    bigint  not null
);
create table if not exists {schema}.schools_with_roll (
  urn integer primary key
);
