insert into {schema}.skipped_events (projection, seq_id, reason, skipped_by, skipped_at)
select a.projection, e.seq_id, a.reason, a.skipped_by, a.skipped_at
from pg_temp.arriving_skips a
join {schema}.mt_events e on e.tenant_id = $1 and e.stream_id = a.stream_id and e.version = a.version
on conflict do nothing
