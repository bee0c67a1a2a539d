-- A statement of its own, after the stream is taken: only a new snapshot shows what an append that was being written then has added.
update {schema}.mt_events set is_archived = true where tenant_id = $1 and stream_id = $2 and not is_archived
