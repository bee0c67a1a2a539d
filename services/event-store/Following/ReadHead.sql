select coalesce(max(seq_id), 0) from {schema}.mt_events
