update {schema}.mt_streams s
set type = a.type, version = a.version, timestamp = a.timestamp, created = a.created, is_archived = a.is_archived
from pg_temp.arriving_streams a
where s.tenant_id = a.tenant_id and s.id = a.id
