-- A school adds into the figures of the bodies that it shares with.
with shared as materialized (
  select urn, shared_with from {schema}.shared() where kind = 'referrals'
)
select r.urn, case when (r.urn, 'la-' || lpad(s.la_code::text, 3, '0')) in (select urn, shared_with from shared) then s.la_code end,
  case when (r.urn, 'trust-' || s.trust_id) in (select urn, shared_with from shared) then s.trust_id end,
  case when r.state <> 'cancelled' then r.state when r.decided_at is null then 'withdrawn' else 'stopped' end as state,
  coalesce(r.decided_at <= r.decide_by, false) as in_time,
  count(*)::integer
from {schema}.referrals r
join {schema}.schools s on s.urn = r.urn
where r.academic_year = $1 and s.la_code = any ($2)
group by 1, 2, 3, 4, 5
order by 1, 4, 5
