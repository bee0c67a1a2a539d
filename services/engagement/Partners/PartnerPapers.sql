-- Whom one speaks to at a partner: a person's details, in a row of their own that can be changed and deleted.
create table if not exists {schema}.partner_contacts (
  tenant_id  text not null,
  partner_id uuid not null,
  name       text not null,
  role       text,
  email      text,
  phone      text,
  primary key (tenant_id, partner_id)
);
-- The sessions that took place, with the partners who took part; of two facts about a session the higher version is the newer.
create table if not exists {schema}.partner_sessions (
  tenant_id   text    not null,
  session_id  uuid    not null,
  version     bigint  not null,
  on_day      date    not null,
  kind        text    not null,
  present     integer not null,
  partner_ids uuid[]  not null,
  primary key (tenant_id, session_id)
);
create index if not exists partner_sessions_by_partner on {schema}.partner_sessions using gin (partner_ids);
