select tenant_id, seq, at, who, role, act, outcome, what, item, special, purpose, reason, correlation, times, key, previous, hash
from {schema}.audit_rows where tenant_id = $1 order by seq
