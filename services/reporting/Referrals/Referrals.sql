-- A referral's clocks; never who it is about.
create table if not exists {schema}.referrals (
  referral_id uuid primary key,
  urn integer not null,
  academic_year integer not null,
  sector text not null,
  urgency text not null,
  state text not null,
  received_at timestamptz not null,
  decide_by timestamptz not null,
  decided_at timestamptz,
  version bigint not null
);
create index if not exists referrals_school on {schema}.referrals (academic_year, urn);
