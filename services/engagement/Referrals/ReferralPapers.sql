-- Who a referral is about and what people wrote about them: rows that erasure deletes, written in the transaction of the event that they belong to.
create table if not exists {schema}.referral_subjects (
  tenant_id     text not null,
  referral_id   uuid not null,
  name          text not null,
  date_of_birth date not null,
  postcode      text not null,
  year          text,
  primary key (tenant_id, referral_id)
);
create table if not exists {schema}.referral_texts (
  tenant_id   text not null,
  referral_id uuid not null,
  kind        text not null,
  text        text not null,
  primary key (tenant_id, referral_id, kind)
);
