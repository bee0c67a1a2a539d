create table if not exists {schema}.schools (
  urn      integer primary key,
  name     text    not null,
  la_code  integer not null,
  la_name  text    not null,
  open     boolean not null,
  version  bigint  not null
);
