delete from {schema}.roll_work where import_id = @import
