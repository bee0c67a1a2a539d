-- The keys of personal texts, one for each subject of a tenant, wrapped by a key that is in no database. Of a destroyed one the row stays, so that
-- the subject never gets another.
create table if not exists {schema}.subject_keys (
  tenant_id     text        not null,
  subject       text        not null,
  made_at       timestamptz not null,
  wrapped_by    text,
  wrapped       bytea,
  destroyed_at  timestamptz,
  primary key (tenant_id, subject),
  check (num_nulls(wrapped_by, wrapped) = case when destroyed_at is null then 0 else 2 end)
);
create index if not exists subject_keys_destroyed on {schema}.subject_keys (tenant_id, subject) where destroyed_at is not null;
