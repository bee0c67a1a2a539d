with faults as (
  delete from {schema}.roll_faults f using {schema}.roll_imports i where i.import_id = f.import_id and i.uploaded_at < @before
)
delete from {schema}.roll_file_parts p where not exists (select from {schema}.roll_work w where w.import_id = p.import_id)
