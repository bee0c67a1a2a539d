select tenant_id, referral_id, learner_id, matched_at from {schema}.referral_matches where tenant_id = $1 and referral_id = $2
