-- Which messages a consumer has applied, and about which tenant, with whom they move.
create table if not exists {schema}.inbox (
  consumer    text        not null,
  message_id  uuid        not null,
  applied_at  timestamptz not null,
  tenant_id   varchar,
  primary key (consumer, message_id)
);
do $$
begin
  if not exists (select from pg_attribute where attrelid = '{schema}.inbox'::regclass and attname = 'tenant_id') then
    alter table {schema}.inbox add column tenant_id varchar;
  end if;
end $$;

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

-- States of long streams, each of which can be had from the events alone.
create table if not exists {schema}.snapshots (
  tenant_id  varchar not null,
  stream_id  varchar not null,
  aggregate  varchar not null,
  shape      integer not null,
  version    bigint  not null,
  state      jsonb   not null,
  primary key (tenant_id, stream_id, aggregate)
);

-- Ends a statement, and with it the transaction, with a SQLSTATE of the store's own.
create or replace function {schema}.fail(state text) returns boolean language plpgsql as $$
begin
  raise exception using errcode = state, message = 'The store has ended this transaction.';
end $$;
