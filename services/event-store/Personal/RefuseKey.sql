insert into {schema}.subject_keys (tenant_id, subject, made_at, destroyed_at) values ($1, $2, $3, $3)
on conflict (tenant_id, subject) do nothing
