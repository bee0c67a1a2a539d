insert into {schema}.skipped_events (projection, seq_id, reason, skipped_by, skipped_at)
select $1, seq_id, $3, $4, $5 from {schema}.mt_events where seq_id = $2
on conflict (projection, seq_id) do update set reason = excluded.reason, skipped_by = excluded.skipped_by
