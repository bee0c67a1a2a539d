select coalesce((select copied_to from {schema}.tenant_arrivals where tenant_id = $1), 0)
