select p.name
from unnest($1::text[], $2::integer[]) as mine (name, version)
join {schema}.projections p on p.name = mine.name and p.version <> mine.version
