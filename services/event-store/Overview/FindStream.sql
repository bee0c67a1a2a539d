select tenant_id, id, type, version, created, timestamp, coalesce(is_archived, false)
from {schema}.mt_streams
where tenant_id = $1 and id = $2
