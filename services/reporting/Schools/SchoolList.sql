create table if not exists {schema}.schools (
  tenant_id text not null,
  urn integer not null,
  name text not null,
  la_code integer not null,
  la_name text not null,
  trust_id text,
  trust_name text,
  establishment_number text,
  type text not null,
  phase text not null,
  status text not null,
  open boolean not null,
  opened_on date,
  closed_on date,
  low_age integer,
  high_age integer,
  number_of_pupils integer,
  town text,
  postcode text,
  version bigint not null,
  changed_at timestamptz not null,
  primary key (tenant_id, urn)
);
create unique index if not exists schools_urn on {schema}.schools (urn);
create index if not exists schools_la on {schema}.schools (la_code, urn);
create index if not exists schools_trust on {schema}.schools (trust_id, urn) where trust_id is not null;
create index if not exists schools_name on {schema}.schools (name, urn);
