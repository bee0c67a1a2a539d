create table if not exists {schema}.visit_list (
  tenant_id    text    not null,
  activity_id  text    not null,
  number       integer not null,
  primary key (tenant_id, activity_id)
);

create index if not exists visit_list_number on {schema}.visit_list (number);
