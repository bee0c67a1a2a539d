select tenant_id from {schema}.mt_streams where id = @stream and tenant_id = any (@tenants);
