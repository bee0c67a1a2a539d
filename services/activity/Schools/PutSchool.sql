insert into {schema}.schools as known (urn, version, name, open)
values (@urn, @version, @name, @open)
on conflict (urn) do update set version = excluded.version, name = excluded.name, open = excluded.open
where excluded.version > known.version;
