select percentile_cont(0.5) within group (order by extract(epoch from decided_at - received_at))
from {schema}.referrals
where academic_year = $1 and urn = any ($2) and decided_at <= $3
