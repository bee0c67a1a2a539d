with work as (
  insert into {schema}.roll_work (import_id, tenant_id, step, apply_when_read, confirm_leavers, by_id, not_before, trace_parent)
  values (@import, @tenant, 'read', @apply, @confirmLeavers, @by, @now, @trace)
)
insert into {schema}.roll_files (import_id, tenant_id, file_name, by_name, encoding, lines) values (@import, @tenant, @name, @byName, @encoding, @lines)
