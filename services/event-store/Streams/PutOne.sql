locked as materialized (
  select taken.*, pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0)) from taken
)
insert into {schema}.mt_events
  (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
select nextval('{schema}.mt_events_sequence'), $9, s.id, s.version, $10, $11, $5, s.tenant_id, $12, $6, $7, $8, false
from locked s