update {schema}.roll_work set attempts = attempts + 1, not_before = @later where import_id = @import returning attempts
