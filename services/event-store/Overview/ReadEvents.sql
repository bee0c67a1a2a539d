select e.seq_id, e.id, e.tenant_id, e.stream_id, e.version, e.type, e.timestamp, e.headers ->> 'by', e.correlation_id, e.causation_id, octet_length(e.data::text),
  case when $5 then e.data::text end
from {schema}.mt_events e
where e.tenant_id = $1 and e.stream_id = $2 and e.version > $3 and e.type <> 'tombstone'
order by e.version
limit $4
