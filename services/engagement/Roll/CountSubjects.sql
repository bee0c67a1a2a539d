select wanted.learner_id, (
    (select count(*) from {schema}.referral_subjects s where (s.tenant_id, s.referral_id) in (select tenant_id, referral_id from {schema}.referral_matches m where m.tenant_id = $1 and m.learner_id = wanted.learner_id))
    + (select count(*) from {schema}.referral_texts t where (t.tenant_id, t.referral_id) in (select tenant_id, referral_id from {schema}.referral_matches m where m.tenant_id = $1 and m.learner_id = wanted.learner_id))
    + (select count(*) from {schema}.roll k where k.tenant_id = $1 and k.learner_id = wanted.learner_id and k.display_name is not null)
  )::int as rows
from unnest($2::uuid[]) as wanted (learner_id)
