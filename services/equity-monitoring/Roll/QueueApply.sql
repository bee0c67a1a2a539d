insert into {schema}.roll_work (import_id, tenant_id, step, apply_when_read, confirm_leavers, by_id, not_before, trace_parent)
values (@import, @tenant, 'apply', true, true, @by, @now, @trace)
on conflict (import_id) do update set step = 'apply', not_before = excluded.not_before, attempts = 0
