insert into {schema}.tenant_shards (tenant_id, shard, moving_to, leaving) values ($1, $2, $3, $4)
on conflict (tenant_id) do update set shard = excluded.shard, moving_to = excluded.moving_to, leaving = excluded.leaving
