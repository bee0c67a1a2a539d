insert into {schema}.staff_names as known (person_id, name) values ($1, $2)
on conflict (person_id) do update set name = excluded.name where known.name <> excluded.name
