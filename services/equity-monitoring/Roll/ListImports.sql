select i.import_id, i.version, i.status, i.uploaded_at, i.applied_at, i.rows, i.joiners, i.leavers, i.moves, i.changed, i.unchanged, i.kept, i.gone, i.faulty_rows, i.refusal,
  f.file_name, f.by_name, f.lines, f.absent, f.ignored, coalesce(p.rows_read, 0) as rows_read
from {schema}.roll_imports i
join {schema}.roll_files f on f.import_id = i.import_id
left join {schema}.roll_progress p on p.import_id = i.import_id
where i.tenant_id = @tenant and (@import::uuid is null or i.import_id = @import) and (@before::timestamptz is null or i.uploaded_at < @before)
order by i.uploaded_at desc
limit @limit
