select m.urn, s.la_code, s.trust_id, m.version, m.measured_at
from {schema}.measures m
join {schema}.schools s on s.urn = m.urn
where m.academic_year = $1 and m.measure = $2 and s.la_code = any ($3)
order by m.urn
