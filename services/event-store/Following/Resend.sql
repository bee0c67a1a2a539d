update {schema}.mt_event_progression
set last_seq_id = least(last_seq_id, (select min(seq_id) - 1 from {schema}.mt_events where timestamp >= $2)), last_updated = transaction_timestamp()
where name = $1
