-- Former learners whose record is kept and not used: nobody is shown who they were, nor what referrals matched to them speak of.
create table if not exists {schema}.roll_restricted (
  tenant_id  text    not null,
  learner_id uuid    not null,
  version    bigint  not null,
  restricted boolean not null,
  primary key (tenant_id, learner_id)
);

create or replace function {schema}.is_restricted(tenant text, referral uuid) returns boolean stable language plpgsql as $$
begin
  return exists (
    select from {schema}.referral_matches m
    join {schema}.roll_restricted r on r.tenant_id = m.tenant_id and r.learner_id = m.learner_id
    where m.tenant_id = tenant and m.referral_id = referral and r.restricted);
end $$;
