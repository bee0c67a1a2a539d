create table if not exists {schema}.partners (
  tenant_id     text        not null,
  partner_id    uuid        not null,
  name          text        not null,
  sector        text        not null,
  community     text,
  since         date,
  last_contact  date,
  last_medium   text,
  ended         date,
  registered_at timestamptz not null,
  primary key (tenant_id, partner_id)
);
