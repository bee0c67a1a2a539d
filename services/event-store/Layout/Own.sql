-- Which messages a consumer has applied.
create table if not exists {schema}.inbox (
  consumer    text        not null,
  message_id  uuid        not null,
  applied_at  timestamptz not null,
  primary key (consumer, message_id)
);

-- Which version of a read model the rows are of.
create table if not exists {schema}.projections (
  name       text    not null primary key,
  version    integer not null,
  lifecycle  text    not null
);

-- Events that a read model goes on without, because somebody decided so.
create table if not exists {schema}.skipped_events (
  projection  text        not null,
  seq_id      bigint      not null,
  reason      text        not null,
  skipped_by  text        not null,
  skipped_at  timestamptz not null,
  primary key (projection, seq_id)
);
