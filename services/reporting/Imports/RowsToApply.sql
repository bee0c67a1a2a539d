select line, row::text from {schema}.school_import_rows where import_id = $1 and not applied order by line limit $2
