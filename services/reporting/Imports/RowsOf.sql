select line, urn, effect, row ->> 'name', row ->> 'laName', changes::text
from (
  select line, urn, effect, row -> 'details' as row, changes from {schema}.school_import_rows
  where import_id = $1 and effect = $2 and line > $3
  order by line
  limit $4
) as page
