-- On the home shard: where each tenant is that has ever had a place of its own; a move that has begun; and a shard that is still to be cleared.
create table if not exists {schema}.tenant_shards (
  tenant_id  varchar not null primary key,
  shard      text    not null,
  moving_to  text,
  leaving    text
);

-- Tenants that must not be written here, because they are leaving or have left.
create table if not exists {schema}.tenants_away (
  tenant_id  varchar not null primary key
);

-- Tenants that came from another shard: what has been copied of their events, up to a position there, and up to which position here they had been
-- followed there.
create table if not exists {schema}.tenant_arrivals (
  tenant_id    varchar not null primary key,
  copied_to    bigint  not null,
  followed_to  bigint  not null
);

-- Whoever writes for a tenant asks this first: the lock on tenants_away that it leaves until the end of the transaction is what a move waits for.
create or replace function {schema}.refuse_away(tenants text[]) returns void
language plpgsql as $$
begin
  if exists (select from {schema}.tenants_away where tenant_id = any (tenants)) then
    raise exception using errcode = 'CE002', message = 'The tenant is on another shard.';
  end if;
end $$;
