select number, released_at, breakdowns, groups
from {schema}.releases
where academic_year = $1 and measure = $2 and authorities && $3
order by number
