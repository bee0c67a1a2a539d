select step, done, total from {schema}.school_import_work where import_id = $1
