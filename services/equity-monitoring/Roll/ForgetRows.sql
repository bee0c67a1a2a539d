with rows as (delete from {schema}.roll_rows where import_id = any(@imports)),
  hints as (delete from {schema}.roll_hints where import_id = any(@imports))
delete from {schema}.roll_work where import_id = any(@imports)
