-- A school adds into the figures of the bodies that it shares with.
with shared as materialized (
  select urn, shared_with from {schema}.shared() where kind = 'reach'
)
select m.urn, case when (m.urn, 'la-' || lpad(s.la_code::text, 3, '0')) in (select urn, shared_with from shared) then s.la_code end,
  case when (m.urn, 'trust-' || s.trust_id) in (select urn, shared_with from shared) then s.trust_id end, m.measured_at
from {schema}.measures m
join {schema}.schools s on s.urn = m.urn
where m.academic_year = $1 and m.measure = $2 and s.la_code = any ($3)
order by m.urn
