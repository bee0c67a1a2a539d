select exists (select from {schema}.roll_files where import_id = @import)
