-- Places those that have no place yet; gives one whose events are at home without a place, in which case nobody is placed.
with configured as (
  select c.tenant_id, c.shard
  from unnest($1::text[], $2::text[]) as c (tenant_id, shard)
  where not exists (select from {schema}.tenant_shards t where t.tenant_id = c.tenant_id)
), misplaced as (
  select c.tenant_id from configured c
  where c.shard <> 'home' and exists (select from {schema}.mt_streams s where s.tenant_id = c.tenant_id)
  order by c.tenant_id limit 1
), placed as (
  insert into {schema}.tenant_shards (tenant_id, shard)
  select tenant_id, shard from configured where not exists (select from misplaced)
  on conflict do nothing
)
select tenant_id from misplaced
