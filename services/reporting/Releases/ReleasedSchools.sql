select release, urn, la_code, trust_id, counted_at, stands, numerators, denominators
from {schema}.released_schools
where release = any ($1)
order by release, urn
