insert into {schema}.staff_names as known (person_id, name, schools) values ($1, $2, array[$3])
on conflict (person_id) do update set name = excluded.name, schools = array(select unnest(known.schools) union select unnest(excluded.schools))
where known.name <> excluded.name or not known.schools @> excluded.schools
