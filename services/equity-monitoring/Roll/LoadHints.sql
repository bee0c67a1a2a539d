select upn, surname, forename from {schema}.roll_hints where import_id = @import
