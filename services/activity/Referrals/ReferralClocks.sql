-- How many referrals wait and until when; what they are about stays in engagement.
create table if not exists {schema}.referral_clocks (
    tenant_id varchar not null,
    referral_id uuid not null,
    version bigint not null,
    state text not null,
    urgency text not null,
    decide_by timestamptz not null,
    primary key (tenant_id, referral_id)
);
