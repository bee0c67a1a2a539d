select tenant_id, shard from {schema}.tenant_shards
