select tenant, head.seq, head.hash
from unnest($1::text[]) as tenant
cross join lateral (select seq, hash from {schema}.audit_rows where chain = tenant order by seq desc limit 1) as head
