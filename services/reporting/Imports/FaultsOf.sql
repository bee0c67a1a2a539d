select line, column_name, reason, number from {schema}.school_import_faults where import_id = $1 and number > $2 order by number limit $3
