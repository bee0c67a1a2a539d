insert into {schema}.referral_retention as known (tenant_id, version, years) values ($1, $2, $3)
on conflict (tenant_id) do update set version = excluded.version, years = excluded.years where excluded.version > known.version
