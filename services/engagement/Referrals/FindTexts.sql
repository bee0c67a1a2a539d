select kind, text from {schema}.referral_texts where tenant_id = $1 and referral_id = $2 and not {schema}.is_restricted(tenant_id, referral_id)
