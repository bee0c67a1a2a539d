select name, date_of_birth, postcode, year from {schema}.referral_subjects where tenant_id = $1 and referral_id = $2
