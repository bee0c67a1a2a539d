select name
from {schema}.tenant_shards t
cross join lateral unnest(array[t.shard, t.moving_to, t.leaving]) as name
where name <> all ($1::text[])
limit 1
