select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where seq_id > $1 and type <> 'tombstone'
order by seq_id
limit $2
