-- Who saw, changed, exported or was refused what: one chain of hashes for each school, trust, authority and agency. Rows are only ever added, and
-- stay where they are when a school moves to another shard, which would take along what has a tenant_id.
create table if not exists {schema}.audit_rows (
  chain    text        not null,
  seq          bigint      not null,
  at           timestamptz not null,
  who          text        not null,
  role         text        not null,
  act          text        not null,
  outcome      text        not null,
  what         text        not null,
  item         text        not null,
  special      boolean     not null,
  purpose      text        not null,
  reason       text        not null,
  correlation  text        not null,
  times        integer     not null,
  key          text        not null,
  previous     bytea       not null,
  hash         bytea       not null,
  constraint pk_audit_rows primary key (chain, seq)
);

comment on table {schema}.audit_rows is 'append-only'; -- so that work may not do more than add

-- Rows lie in the order of time; this finds a day among years of them and costs the writer next to nothing.
create index if not exists audit_rows_by_time on {schema}.audit_rows using brin (at) with (pages_per_range = 32);

create or replace function {schema}.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'Audit rows are only ever added.' using errcode = 'insufficient_privilege';
end $$;

do $$
begin
  -- "create or replace trigger" keeps writers out even when it is there. "Always" holds also where a session plays the replica.
  if not exists (select from pg_trigger where tgrelid = '{schema}.audit_rows'::regclass and tgname = 'audit_rows_are_only_added') then
    create trigger audit_rows_are_only_added before update or delete or truncate on {schema}.audit_rows
      for each statement execute function {schema}.refuse_audit_change();
    alter table {schema}.audit_rows enable always trigger audit_rows_are_only_added;
  end if;
end $$;
