select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where seq_id > $1 and seq_id <= $2 and type = any ($3)
order by seq_id
