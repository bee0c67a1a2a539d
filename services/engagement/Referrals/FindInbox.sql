select referrals.referral_id, coalesce(agencies.name, 'An agency') as agency, subjects.name as subject, referrals.reason, referrals.urgency, referrals.state,
       referrals.received_at, referrals.decide_by, referrals.decided_at, referrals.closed_at
from {schema}.referrals
left join {schema}.agencies on agencies.tenant_id = 'platform' and agencies.agency_id = referrals.agency_id
left join {schema}.referral_subjects subjects on subjects.tenant_id = referrals.tenant_id and subjects.referral_id = referrals.referral_id
  and not {schema}.is_restricted(subjects.tenant_id, subjects.referral_id)
where referrals.tenant_id = $1 and referrals.state = any($2::text[])
order by referrals.closed_at desc nulls first, referrals.decide_by, referrals.referral_id
offset $3 limit $4
