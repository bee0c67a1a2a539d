create table if not exists {schema}.agreements (
  tenant_id    text        not null,
  agreement_id uuid        not null,
  shared_with  text        not null,
  shares       text[]      not null,
  basis        text        not null,
  from_day     date        not null,
  until_day    date,
  agreed_by    text        not null,
  agreed_at    timestamptz not null,
  ended_at     timestamptz,
  primary key (tenant_id, agreement_id)
);
