select seq_id, timestamp from {schema}.mt_events order by seq_id desc limit 1
