with ended as (
  update {schema}.sessions set ended_at = @now where session_id = @sessionId and ended_at is null returning session_id
)
insert into {schema}.revocations (id, expires_at)
select replace(session_id::text, '-', ''), @until from ended
on conflict (id) do update set expires_at = excluded.expires_at
