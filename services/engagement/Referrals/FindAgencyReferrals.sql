select referrals.*
from {schema}.referrals
where agency_id = $1 and ($2::text is null or state = $2)
  and ($3::timestamptz is null or (received_at, referral_id) < ($3, $4::uuid))
  and ($6::text[] is null or tenant_id = any($6)) and ($7::text[] = '{}' or reason = any($7)) and ($8::text[] = '{}' or urgency = any($8))
order by received_at desc, referral_id desc
limit $5
