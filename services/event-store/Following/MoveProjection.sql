update {schema}.mt_event_progression set last_seq_id = $3, last_updated = transaction_timestamp()
where name = $1 and last_seq_id = $2
  and exists (select from {schema}.projections where name = $4 and version = $5 and lifecycle = $6)
