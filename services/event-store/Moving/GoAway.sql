insert into {schema}.tenants_away (tenant_id) values ($1) on conflict do nothing
