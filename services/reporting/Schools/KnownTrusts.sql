select distinct trust_id, trust_name
from {schema}.schools
where trust_id is not null
