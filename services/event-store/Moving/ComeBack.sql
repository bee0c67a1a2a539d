delete from {schema}.tenants_away where tenant_id = $1
