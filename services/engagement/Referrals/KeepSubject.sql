insert into {schema}.referral_subjects (tenant_id, referral_id, name, date_of_birth, postcode, year) values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, referral_id) do nothing
