insert into {schema}.roll_progress (import_id, rows_read) values (@import, @rows) on conflict (import_id) do update set rows_read = excluded.rows_read
