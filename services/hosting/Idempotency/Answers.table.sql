create table if not exists {schema}.idempotent_answers (
  client      varchar     not null,
  path        varchar     not null,
  key         varchar     not null,
  fingerprint bytea       not null,
  started_at  timestamptz not null,
  status      integer,
  headers     jsonb,
  body        bytea,
  primary key (client, path, key)
);
create index if not exists idempotent_answers_started on {schema}.idempotent_answers (started_at);
