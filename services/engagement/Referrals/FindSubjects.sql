select referral_id, name from {schema}.referral_subjects where tenant_id = $1 and referral_id = any($2::uuid[]) and not {schema}.is_restricted(tenant_id, referral_id)
