-- Those whose streams were archived after they had been copied.
update {schema}.mt_events e set is_archived = true
from pg_temp.arriving_streams a
where a.is_archived and e.tenant_id = $1 and e.stream_id = a.id and not e.is_archived
