-- A repeat is mostly of what was appended last, so the search begins at the end, and it ends with the last one found.
select seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers
from {schema}.mt_events
where tenant_id = $1 and stream_id = $2 and id = any ($3::uuid[])
order by version desc
limit $4
