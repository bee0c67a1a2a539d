-- For how many years after its end a school keeps who and what a referral spoke of, where the child is not matched to a learner; of one that is not here, six.
create table if not exists {schema}.referral_retention (
  tenant_id text    not null primary key,
  version   bigint  not null,
  years     integer not null
);
