select coalesce(min(seq_id), 0) from {schema}.mt_events where tenant_id = $1
