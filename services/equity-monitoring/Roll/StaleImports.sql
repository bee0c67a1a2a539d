select tenant_id, import_id from {schema}.roll_imports where status = 'Ready' and uploaded_at < @before limit 100
