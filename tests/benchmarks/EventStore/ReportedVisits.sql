create table if not exists {schema}.reported_visits (
  activity_id  text    not null primary key,
  number       integer not null
);
