insert into {schema}.staff as known (person_id, name) values (@id, @name)
on conflict (person_id) do update set name = excluded.name where known.name <> excluded.name;
