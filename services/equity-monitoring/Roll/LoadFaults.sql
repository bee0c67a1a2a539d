select line, column_name as column, code, message from {schema}.roll_faults where import_id = @import order by line, number
