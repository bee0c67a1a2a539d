create table if not exists {schema}.current_roll (
  tenant_id        varchar not null,
  learner_id       uuid    not null,
  version          bigint  not null,
  on_roll          boolean not null,
  year_group       varchar not null,
  form             varchar not null,
  enrolment_status varchar not null,
  sex              varchar,
  ethnicity        varchar,
  first_language   varchar,
  sen              varchar,
  pupil_premium    varchar,
  fsm              varchar,
  joined_on        date,
  left_on          date,
  primary key (tenant_id, learner_id)
);
