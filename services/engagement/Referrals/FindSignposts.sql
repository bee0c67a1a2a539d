select texts.referral_id, texts.text as name
from {schema}.referral_texts texts
join {schema}.referrals on referrals.tenant_id = texts.tenant_id and referrals.referral_id = texts.referral_id
where texts.kind = 'signpost' and referrals.agency_id = $1 and texts.referral_id = any($2::uuid[])
