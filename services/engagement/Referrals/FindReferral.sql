select * from {schema}.referrals where referral_id = $1
