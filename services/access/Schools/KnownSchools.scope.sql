select urn, name, la_code as LaCode, la_name as LaName, trust_id as TrustId, trust_name as TrustName
from {schema}.schools where open and (@trust::varchar is null or trust_id = @trust) and (@la::int is null or la_code = @la)
order by name limit 1
