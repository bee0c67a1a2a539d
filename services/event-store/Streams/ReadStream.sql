select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where tenant_id = $1 and stream_id = $2 and version >= $3 and type <> 'tombstone'
order by version
limit $4
