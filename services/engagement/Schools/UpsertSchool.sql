insert into {schema}.schools as known (urn, name, la_code, la_name, open, version)
values ($1, $2, $3, $4, $5, $6)
on conflict (urn) do update
set name = excluded.name, la_code = excluded.la_code, la_name = excluded.la_name, open = excluded.open, version = excluded.version
where known.version < excluded.version
