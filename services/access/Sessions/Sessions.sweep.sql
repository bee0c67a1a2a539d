with old_sessions as (
  delete from {schema}.sessions where started_at < @before
), old_revocations as (
  delete from {schema}.revocations where expires_at < @now
)
delete from {schema}.sign_in_attempts where expires_at < @now
