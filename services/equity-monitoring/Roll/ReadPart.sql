select bytes from {schema}.roll_file_parts where import_id = @import and number = @number
