select r.referral_id, a.name as agency, r.reason, r.requested_outcome, r.urgency, r.legal_basis, r.state, r.received_at, r.closed_at, s.name, s.date_of_birth, s.postcode,
  (select jsonb_object_agg(t.kind, t.text) from {schema}.referral_texts t where t.tenant_id = r.tenant_id and t.referral_id = r.referral_id) as texts
from {schema}.referral_matches m
join {schema}.referrals r on r.tenant_id = m.tenant_id and r.referral_id = m.referral_id
left join {schema}.agencies a on a.tenant_id = 'platform' and a.agency_id = r.agency_id
left join {schema}.referral_subjects s on s.tenant_id = r.tenant_id and s.referral_id = r.referral_id
where m.tenant_id = $1 and m.learner_id = $2::uuid
order by r.received_at, r.referral_id
