update {schema}.school_import_work set done = $2, total = $3, due = $4 where import_id = $1
