-- What is matched to a learner goes with the learner's record, and is held with it.
with over as (
  select r.tenant_id, r.referral_id
  from {schema}.referrals r
  left join {schema}.referral_retention kept on kept.tenant_id = r.tenant_id
  where r.closed_at + make_interval(years => coalesce(kept.years, 6)) <= $1
    and not exists (select from {schema}.referral_matches m where m.tenant_id = r.tenant_id and m.referral_id = r.referral_id and m.learner_id is not null)
), texts as (
  delete from {schema}.referral_texts as held using over where held.tenant_id = over.tenant_id and held.referral_id = over.referral_id
)
delete from {schema}.referral_subjects as held using over where held.tenant_id = over.tenant_id and held.referral_id = over.referral_id
