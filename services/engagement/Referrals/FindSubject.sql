select name, date_of_birth, postcode, year from {schema}.referral_subjects where tenant_id = $1 and referral_id = $2 and not {schema}.is_restricted(tenant_id, referral_id)
