-- The same for a lone event, which the sets would cost more than the work itself. No row where it is refused: TakeStreams.sql then says why, and
-- whatever refuses there must refuse here.
with taken as (
  insert into {schema}.mt_streams as s (tenant_id, id, type, version, timestamp, created, is_archived)
  select ($1::text[])[1], ($2::text[])[1], ($3::text[])[1], 1, $7::timestamptz, $7, false
  where coalesce(($4::bigint[])[1], 0) = 0 or exists (select from {schema}.mt_streams s where s.tenant_id = ($1)[1] and s.id = ($2)[1])
  on conflict (tenant_id, id) do update
  set version = s.version + 1, timestamp = excluded.timestamp, type = coalesce(s.type, excluded.type)
  where not s.is_archived and coalesce(s.version = ($4)[1], true)
  returning s.tenant_id, s.id, s.version
), locked as materialized (
  select taken.*, pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0)) from taken
)
insert into {schema}.mt_events
  (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
select nextval('{schema}.mt_events_sequence'), ($12::uuid[])[1], s.id, s.version, ($14::jsonb[])[1], ($16::text[])[1], $7, s.tenant_id, ($17::text[])[1],
  ($8::text[])[1], ($9::text[])[1], ($10::jsonb[])[1], false
from locked s
returning array[version - 1], array[version - 1], array[false], array[false], array[seq_id]
