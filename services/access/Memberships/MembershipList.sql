create table if not exists {schema}.memberships (
  tenant_id     text        not null,
  membership_id uuid        not null,
  person_id     uuid        not null,
  role          text        not null,
  from_day      date        not null,
  until_day     date,
  granted_by    text        not null,
  invited_at    timestamptz not null,
  accepted_at   timestamptz,
  ended_at      timestamptz,
  revision      integer     not null,
  primary key (tenant_id, membership_id)
);
create index if not exists memberships_by_person on {schema}.memberships (person_id);
