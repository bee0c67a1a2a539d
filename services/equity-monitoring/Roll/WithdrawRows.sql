delete from {schema}.roll_rows where import_id = @import and line = any(@lines)
