select urn, name, la_code, la_name, trust_id, trust_name, phase, open, coalesce(establishment_number, '')
from {schema}.schools
where ($1 = 'School' and urn = $2::integer) or ($1 = 'LocalAuthority' and la_code = $2::integer) or ($1 = 'Trust' and trust_id = $3)
order by name, urn
