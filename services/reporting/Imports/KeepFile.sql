insert into {schema}.school_import_files (import_id, encoding, bytes) values ($1, $2, $3)
on conflict (import_id) do nothing
