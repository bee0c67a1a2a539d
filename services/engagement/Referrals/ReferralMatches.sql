create table if not exists {schema}.referral_matches (
  tenant_id   text        not null,
  referral_id uuid        not null,
  learner_id  uuid,
  matched_at  timestamptz not null,
  primary key (tenant_id, referral_id)
);
create index if not exists referral_matches_by_learner on {schema}.referral_matches (tenant_id, learner_id);
