delete from {schema}.mt_events where seq_id in (select seq_id from {schema}.mt_events where tenant_id = $1 limit 5000)
