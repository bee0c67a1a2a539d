insert into {schema}.school_import_rows (import_id, line, urn, effect, row, changes)
select $1, line, urn, effect, row::jsonb, changes::jsonb
from unnest($2::integer[], $3::integer[], $4::text[], $5::text[], $6::text[]) as r (line, urn, effect, row, changes)
