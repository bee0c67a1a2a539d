insert into {table} ({columns})
select {columns} from jsonb_populate_recordset(null::{table}, $1::jsonb)
on conflict ({keys}) do update set {assignments}
