-- Who a learner is. Plain rows that erasure deletes; no event repeats them.
create table if not exists {schema}.learner_identities (
  tenant_id          varchar not null,
  learner_id         uuid    not null,
  upn                varchar not null,
  surname            varchar not null,
  forename           varchar not null,
  preferred_surname  varchar,
  preferred_forename varchar,
  date_of_birth      date    not null,
  primary key (tenant_id, learner_id)
);
create unique index if not exists learner_identities_upn on {schema}.learner_identities (tenant_id, upn);

-- What belongs to an import beside its events: the names of the file and of who sent it, and the work still to do.
create table if not exists {schema}.roll_files (
  import_id     uuid    not null primary key,
  tenant_id     varchar not null,
  file_name     varchar not null,
  by_name       varchar not null,
  encoding      varchar not null,
  lines         integer not null,
  absent        varchar[] not null default '{}',
  ignored       varchar[] not null default '{}'
);
create table if not exists {schema}.roll_file_parts (
  import_id uuid    not null,
  number    integer not null,
  bytes     bytea   not null,
  primary key (import_id, number)
);
create table if not exists {schema}.roll_work (
  import_id       uuid        not null primary key,
  tenant_id       varchar     not null,
  step            varchar     not null,
  apply_when_read boolean     not null,
  confirm_leavers boolean     not null,
  by_id           varchar     not null,
  not_before      timestamptz not null,
  attempts        integer     not null default 0,
  trace_parent    varchar
);
create index if not exists roll_work_order on {schema}.roll_work (not_before);
create table if not exists {schema}.roll_progress (
  import_id uuid    not null primary key,
  rows_read integer not null
);

-- Good rows wait here between reading and applying; faults stay so that the school can mend its data.
create table if not exists {schema}.roll_rows (
  import_id          uuid    not null,
  line               integer not null,
  upn                varchar not null,
  surname            varchar not null,
  forename           varchar not null,
  preferred_surname  varchar,
  preferred_forename varchar,
  date_of_birth      date    not null,
  year_group         varchar not null,
  form               varchar,
  sex                varchar,
  ethnicity          varchar,
  first_language     varchar,
  sen                varchar,
  pupil_premium      varchar,
  fsm                varchar,
  enrolment_status   varchar,
  primary key (import_id, line)
);
create table if not exists {schema}.roll_hints (
  import_id uuid    not null,
  line      integer not null,
  upn       varchar,
  surname   varchar,
  forename  varchar
);
create index if not exists roll_hints_import on {schema}.roll_hints (import_id);
create table if not exists {schema}.roll_faults (
  import_id   uuid    not null,
  number      integer not null,
  line        integer not null,
  column_name varchar,
  code        varchar not null,
  message     varchar not null,
  primary key (import_id, number)
);
