with faults as (delete from {schema}.school_import_faults where import_id = $1)
delete from {schema}.school_import_rows where import_id = $1
