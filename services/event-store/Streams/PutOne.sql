locked as materialized (
  select taken.*, pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0)) from taken
)
insert into {schema}.mt_events
  (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
select nextval('{schema}.mt_events_sequence'), ($12::uuid[])[1], s.id, s.version, ($14::jsonb[])[1], ($16::text[])[1], $7::timestamptz, s.tenant_id, ($17::text[])[1],
  ($8::text[])[1], ($9::text[])[1], ($10::jsonb[])[1], false
from locked s
