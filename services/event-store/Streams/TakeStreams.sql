insert into {schema}.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
select taken.tenant_id, taken.id, taken.type, taken.events, $5, $5, false
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as taken (tenant_id, id, type, events)
on conflict (tenant_id, id) do update
set version = mt_streams.version + excluded.version,
    timestamp = excluded.timestamp,
    type = coalesce(mt_streams.type, excluded.type)
returning tenant_id, id, version
