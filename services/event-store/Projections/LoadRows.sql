select k.place, to_jsonb(t)
from jsonb_array_elements($1::jsonb) with ordinality as k (key, place)
cross join lateral jsonb_populate_record(null::{table}, k.key) as wanted
join {table} t on {match}
