select tenant_id, import_id, file_name, size, state, rows, new, changed, unchanged, faulty, received_at, read_at, applied_at, by_person from {schema}.school_imports where import_id = $1
