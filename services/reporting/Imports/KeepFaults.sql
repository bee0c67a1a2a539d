insert into {schema}.school_import_faults (import_id, number, line, column_name, reason)
select $1, number, line, column_name, reason
from unnest($2::integer[], $3::integer[], $4::text[], $5::text[]) as f (number, line, column_name, reason)
