select encoding from {schema}.roll_files where import_id = @import
