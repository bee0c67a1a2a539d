select encoding, octet_length(bytes), bytes from {schema}.school_import_files where import_id = $1
