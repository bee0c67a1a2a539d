-- What has been decided about learners' records, and what became of erasures; no name, so it outlasts both.
create table if not exists {schema}.learner_records (
  tenant_id        varchar     not null,
  learner_id       uuid        not null,
  restricted       boolean     not null,
  holds            integer     not null,
  erased_at        timestamptz,
  erased_for       varchar,
  erased_by        varchar,
  kept_until       date,
  identities       integer,
  sealed_facts     integer,
  file_rows        integer,
  activity_at      timestamptz,
  activity_rows    integer,
  engagement_at    timestamptz,
  engagement_rows  integer,
  primary key (tenant_id, learner_id)
);
create index if not exists learner_records_erased on {schema}.learner_records (tenant_id, erased_at desc) where erased_at is not null;
