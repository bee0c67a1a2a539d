select state, count(*)::int as number, min(decide_by) as first_decide_by from {schema}.referrals where tenant_id = $1 group by state
