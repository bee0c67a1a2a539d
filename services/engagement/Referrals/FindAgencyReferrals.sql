select referrals.*
from {schema}.referrals
where agency_id = $1 and ($2::text is null or state = $2)
  and ($3::timestamptz is null or (received_at, referral_id) < ($3, $4::uuid))
order by received_at desc, referral_id desc
limit $5
