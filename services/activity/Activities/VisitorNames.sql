select visitor_id, name from {schema}.visitors where tenant_id = @tenant and visitor_id = any (@ids);
