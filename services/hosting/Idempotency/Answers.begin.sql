-- One row tells who may go on: the first, or a repeat of one that never answered (its process died).
with begun as (
  insert into {schema}.idempotent_answers as held (client, path, key, fingerprint, started_at)
  values (@client, @path, @key, @fingerprint, @now)
  on conflict (client, path, key) do update
    set started_at = excluded.started_at, fingerprint = excluded.fingerprint, status = null, headers = null, body = null
    where (held.status is null and held.fingerprint = excluded.fingerprint and held.started_at < @abandoned) or held.started_at < @expired
  returning 1)
select exists (select from begun) as begun, held.fingerprint, held.status, held.headers::text as headers, held.body
from (select 1) as one
left join {schema}.idempotent_answers held on held.client = @client and held.path = @path and held.key = @key
