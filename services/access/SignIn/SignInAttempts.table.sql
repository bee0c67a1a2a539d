-- Sign-ins that have begun and may still come back, once each, to the browser that began them.
create table if not exists {schema}.sign_in_attempts (
  state_hash   bytea       primary key,
  browser_hash bytea       not null,
  provider     text        not null,
  nonce        text        not null,
  verifier     text        not null,
  return_url   text        not null,
  expires_at   timestamptz not null
);
