-- Takes the stream of a lone event, which the sets of TakeStreams.sql would cost more than the work itself. No row where it is refused: TakeStreams.sql then
-- says why, and whatever refuses there must refuse here.
insert into {schema}.mt_streams as s (tenant_id, id, type, version, timestamp, created, is_archived)
select $1::text, $2::text, $3::text, 1, $5::timestamptz, $5, false
where coalesce($4::bigint, 0) = 0 or exists (select from {schema}.mt_streams s where s.tenant_id = $1 and s.id = $2)
on conflict (tenant_id, id) do update
set version = s.version + 1, timestamp = excluded.timestamp, type = coalesce(s.type, excluded.type)
where not s.is_archived and coalesce(s.version = $4, true)
returning s.tenant_id, s.id, s.version
