select s.projection, s.reason, s.skipped_by, s.skipped_at,
  e.seq_id, e.id, e.tenant_id, e.stream_id, e.version, e.type, e.timestamp, e.headers ->> 'by', e.correlation_id, e.causation_id, octet_length(e.data::text)
from {schema}.skipped_events s
join {schema}.mt_events e on e.seq_id = s.seq_id
order by s.skipped_at desc, s.seq_id desc
limit 100
