create table if not exists {schema}.activity_visits (
  tenant_id    text        not null,
  activity_id  text        not null,
  visits       integer     not null,
  minutes      integer     not null,
  last_on      date        not null,
  changed_at   timestamptz not null,
  primary key (tenant_id, activity_id)
);
