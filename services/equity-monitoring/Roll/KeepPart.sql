insert into {schema}.roll_file_parts (import_id, number, bytes) values (@import, @number, @bytes)
