with archived as (
  update {schema}.mt_streams set is_archived = true where tenant_id = $1 and id = $2 returning tenant_id, id
)
update {schema}.mt_events e set is_archived = true
from archived a where e.tenant_id = a.tenant_id and e.stream_id = a.id and not e.is_archived
