insert into {schema}.partner_sessions as known (tenant_id, session_id, version, on_day, kind, present, partner_ids)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (tenant_id, session_id) do update
set version = excluded.version, on_day = excluded.on_day, kind = excluded.kind, present = excluded.present, partner_ids = excluded.partner_ids
where known.version < excluded.version
