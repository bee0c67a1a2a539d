insert into {schema}.roll_imports as known (tenant_id, import_id, faults, imported_at)
values (@tenant, @import, @faults, @at)
on conflict (tenant_id) do update set import_id = excluded.import_id, faults = excluded.faults, imported_at = excluded.imported_at
where excluded.imported_at > known.imported_at;
