-- Sessions of browsers, by a hash of the secret in their cookie. What has been revoked stays listed until the last token that names it has expired.
create table if not exists {schema}.sessions (
  session_id    uuid        primary key,
  secret_hash   bytea       not null unique,
  person_id     text        not null,
  provider      text,
  membership_id uuid,
  demo_school   integer,
  started_at    timestamptz not null,
  seen_at       timestamptz not null,
  ended_at      timestamptz
);
create index if not exists sessions_by_person on {schema}.sessions (person_id);
create table if not exists {schema}.revocations (
  id         text        primary key,
  expires_at timestamptz not null
);
