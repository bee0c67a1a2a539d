select kind, text from {schema}.referral_texts where tenant_id = $1 and referral_id = $2
