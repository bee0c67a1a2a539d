create table if not exists {schema}.mt_streams (
  tenant_id    varchar     not null default '*DEFAULT*',
  id           varchar     not null,
  type         varchar,
  version      bigint,
  timestamp    timestamptz not null default (now()),
  created      timestamptz not null default (now()),
  is_archived  bool        default false,
  constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
);

create table if not exists {schema}.mt_events (
  seq_id          bigint       not null,
  id              uuid         not null,
  stream_id       varchar,
  version         bigint       not null,
  data            jsonb        not null,
  bdata           bytea,
  type            varchar(500) not null,
  timestamp       timestamptz  not null,
  tenant_id       varchar      default '*DEFAULT*',
  mt_dotnet_type  varchar,
  correlation_id  varchar,
  causation_id    varchar,
  headers         jsonb,
  is_archived     bool         default false,
  constraint pkey_mt_events_seq_id primary key (seq_id),
  constraint fkey_mt_events_stream_id_tenant_id foreign key (tenant_id, stream_id) references {schema}.mt_streams (tenant_id, id)
);

do $$
begin
  -- "create index if not exists" keeps writers out even when the index is there
  if to_regclass('{schema}.pk_mt_events_stream_and_version') is null then
    create unique index pk_mt_events_stream_and_version on {schema}.mt_events (tenant_id, stream_id, version);
  end if;
end $$;

create sequence if not exists {schema}.mt_events_sequence owned by {schema}.mt_events.seq_id;

create table if not exists {schema}.mt_event_progression (
  name          varchar     not null,
  last_seq_id   bigint,
  last_updated  timestamptz default (transaction_timestamp()),
  constraint pk_mt_event_progression primary key (name)
);
