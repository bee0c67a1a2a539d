select seq_id, id, stream_id, version, case when $3::text[] is null or type = any ($3::text[]) then data end, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where seq_id > $1
order by seq_id
limit $2
