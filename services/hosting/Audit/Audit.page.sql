-- The newest first, from a cursor on.
select chain, seq, at, who, role, act, outcome, what, item, special, purpose, reason, correlation, times, key, previous, hash
from {schema}.audit_rows
where chain = $1 and seq < $2 and at >= $3 and at < $4
  and ($5::text is null or act = $5) and ($6::text is null or outcome = $6) and ($7::text is null or who = $7) and (special or not $8)
order by seq desc limit $9
