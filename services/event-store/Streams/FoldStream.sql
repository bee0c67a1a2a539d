select version, type, data, id
from {schema}.mt_events
where tenant_id = $1 and stream_id = $2 and type <> 'tombstone'
order by version
