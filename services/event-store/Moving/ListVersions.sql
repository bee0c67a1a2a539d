select coalesce(array_agg(name || ' ' || version || ' ' || lifecycle order by name), '{}') from {schema}.projections
