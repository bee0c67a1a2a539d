select shard, moving_to, leaving from {schema}.tenant_shards where tenant_id = $1
