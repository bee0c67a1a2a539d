select urn, breakdowns, groups, numerators, denominators
from {schema}.measures
where academic_year = $1 and measure = $2 and urn = any ($3)
