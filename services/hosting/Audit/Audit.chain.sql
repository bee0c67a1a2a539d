select chain, seq, at, who, role, act, outcome, what, item, special, purpose, reason, correlation, times, key, previous, hash
from {schema}.audit_rows where chain = $1 order by seq
