select release, urn, case when la_code > 0 then la_code end, trust_id, counted_at, stands, numerators, denominators
from {schema}.released_schools
where release = any ($1)
order by release, urn
