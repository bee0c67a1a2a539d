select urn, name, la_code, la_name, open
from {schema}.schools
where urn = any($1::integer[])
order by name, urn
