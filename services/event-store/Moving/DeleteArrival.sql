delete from {schema}.tenant_arrivals where tenant_id = $1
