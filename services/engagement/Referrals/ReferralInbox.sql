create table if not exists {schema}.referrals (
  tenant_id         text        not null,
  referral_id       uuid        not null,
  version           bigint      not null,
  agency_id         uuid        not null,
  sector            text        not null,
  reason            text        not null,
  requested_outcome text        not null,
  urgency           text        not null,
  legal_basis       text        not null,
  consent_capacity  text,
  consent_on        date,
  consent_wording   text,
  told_family       boolean     not null,
  sharing_limited   boolean     not null,
  state             text        not null,
  received_at       timestamptz not null,
  decide_by         timestamptz not null,
  acknowledged_at   timestamptz,
  decided_at        timestamptz,
  closed_at         timestamptz,
  decline_reason    text,
  outcome           text,
  better_off        text,
  primary key (tenant_id, referral_id)
);
create unique index if not exists referrals_by_id on {schema}.referrals (referral_id);
create index if not exists referrals_by_agency on {schema}.referrals (agency_id, received_at desc, referral_id);
create index if not exists referrals_by_target on {schema}.referrals (tenant_id, decide_by, referral_id);
