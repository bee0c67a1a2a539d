update {schema}.school_import_rows set applied = true where import_id = $1 and line = any ($2)
