select coalesce(array_agg(distinct kind), '{}') from {schema}.shared() where urn = $1 and shared_with = $2
