select exists (select from {schema}.tenants_away where tenant_id = $1)
