select import_id from {schema}.roll_imports where tenant_id = @tenant and status = 'Ready' and import_id <> @import
