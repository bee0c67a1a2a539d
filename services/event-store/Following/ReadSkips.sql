select seq_id from {schema}.skipped_events where projection = $1
