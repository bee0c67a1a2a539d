insert into {schema}.projections (name, version, lifecycle) values ($1, $2, $3)
on conflict (name) do update set version = excluded.version, lifecycle = excluded.lifecycle
