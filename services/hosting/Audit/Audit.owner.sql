select tenant_id from {schema}.mt_streams where tenant_id = any ($1) and id = $2 limit 1
