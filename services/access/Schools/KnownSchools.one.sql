select urn, name, la_code as LaCode, la_name as LaName, trust_id as TrustId, trust_name as TrustName
from {schema}.schools where urn = @urn and open
