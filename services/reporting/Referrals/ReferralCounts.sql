select r.urn, s.la_code, s.trust_id,
  case when r.state <> 'cancelled' then r.state when r.decided_at is null then 'withdrawn' else 'stopped' end as state,
  coalesce(r.decided_at <= r.decide_by, false) as in_time,
  count(*)::integer
from {schema}.referrals r
join {schema}.schools s on s.urn = r.urn
where r.academic_year = $1 and s.la_code = any ($2)
group by 1, 2, 3, 4, 5
order by 1, 4, 5
