-- Who was present where. A later version of a session replaces the earlier one whole.
create table if not exists {schema}.participation (
  tenant_id       varchar not null,
  session_id      uuid    not null,
  academic_year   varchar not null,
  version         bigint  not null,
  community_based boolean not null,
  held_on         date    not null,
  present         uuid[]  not null,
  primary key (tenant_id, session_id)
);
create index if not exists participation_year on {schema}.participation (tenant_id, academic_year) where community_based;

-- Schools whose reach may have changed. Rows are only added and taken away, so that nobody waits for a measurement.
create table if not exists {schema}.reach_due (
  id            bigint generated always as identity primary key,
  tenant_id     varchar not null,
  academic_year varchar not null
);
