select urn, name, la_code, la_name, open
from {schema}.schools
where la_code = any($1::integer[])
