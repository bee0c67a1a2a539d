create table if not exists {schema}.people (
  tenant_id        text    not null,
  person_id        uuid    not null,
  email            text,
  name             text,
  provider         text,
  provider_subject text,
  disabled         boolean not null,
  primary key (tenant_id, person_id)
);
create unique index if not exists people_email on {schema}.people (email);
create unique index if not exists people_identity on {schema}.people (provider, provider_subject);
