insert into {schema}.snapshots as kept (tenant_id, stream_id, aggregate, shape, version, state) values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, stream_id, aggregate) do update
set shape = excluded.shape, version = excluded.version, state = excluded.state
where kept.shape <> excluded.shape or kept.version < excluded.version
