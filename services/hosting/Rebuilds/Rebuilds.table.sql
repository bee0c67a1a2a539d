-- The last time that somebody had a read model made anew.
create table if not exists {schema}.rebuilds (
  projection  text        not null primary key,
  started_by  text        not null,
  started_at  timestamptz not null,
  position    bigint      not null,
  head        bigint      not null,
  ended_at    timestamptz,
  failure     text
);
