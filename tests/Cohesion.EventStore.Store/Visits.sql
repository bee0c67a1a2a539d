create table if not exists {schema}.visits (
  tenant_id  text    not null,
  learner    uuid    not null,
  times      integer not null,
  last_on    date    not null,
  primary key (tenant_id, learner)
);

create index if not exists visits_learner on {schema}.visits (learner);
