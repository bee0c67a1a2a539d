create table if not exists {schema}.learner_visits (
  tenant_id   text    not null,
  learner_id  uuid    not null,
  visits      integer not null,
  minutes     integer not null,
  last_on     date    not null,
  primary key (tenant_id, learner_id)
);
