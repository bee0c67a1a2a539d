select facet, code, sum(scheduled)::integer, sum(delivered)::integer, sum(cancelled)::integer
from {schema}.session_totals
where academic_year = $1 and urn = any ($2)
group by facet, code
