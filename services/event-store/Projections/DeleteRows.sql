delete from {table} t using jsonb_populate_recordset(null::{table}, $1::jsonb) as wanted where {match}
