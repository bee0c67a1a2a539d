-- Names, as plain rows that erasure empties. An erased learner keeps a row without name, so that an older message cannot bring them back.
create table if not exists {schema}.roll (
  tenant_id    text    not null,
  learner_id   uuid    not null,
  version      bigint  not null,
  display_name text,
  year_group   text,
  form         text,
  on_roll      boolean not null,
  primary key (tenant_id, learner_id)
);
