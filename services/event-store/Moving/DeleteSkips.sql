delete from {schema}.skipped_events s using {schema}.mt_events e where e.seq_id = s.seq_id and e.tenant_id = $1
