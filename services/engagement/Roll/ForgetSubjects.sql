-- Who a referral was about and what was written about them goes with the learner; the referral's states and clocks stay.
with about as (
  select tenant_id, referral_id from {schema}.referral_matches where tenant_id = $1 and learner_id = any($2::uuid[])
), texts as (
  delete from {schema}.referral_texts as held using about where held.tenant_id = about.tenant_id and held.referral_id = about.referral_id
)
delete from {schema}.referral_subjects as held using about where held.tenant_id = about.tenant_id and held.referral_id = about.referral_id
