select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where tenant_id = $1 and starts_with(stream_id, $2) and (stream_id, version) > ($3, $4) and type <> 'tombstone'
order by stream_id, version
limit $5
