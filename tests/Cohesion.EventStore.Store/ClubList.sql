create table if not exists {schema}.club_list (
  tenant_id   text        not null,
  club_id     text        not null,
  name        text        not null,
  opened_on   date        not null,
  names       text[]      not null,
  version     bigint      not null,
  changed_at  timestamptz not null,
  primary key (tenant_id, club_id)
);
