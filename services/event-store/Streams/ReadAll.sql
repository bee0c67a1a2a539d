select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where seq_id > $1 and type <> 'tombstone'
  and ($2::text is null or tenant_id = $2::text) and ($3::text[] is null or type = any ($3::text[]))
order by seq_id
limit $4
