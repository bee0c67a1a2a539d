-- With the kinds of figures that each school shares with the area; a school shares everything with itself.
with shared as materialized (
  select urn, array_agg(distinct kind) as kinds
  from {schema}.shared()
  where shared_with = case $1 when 'Trust' then 'trust-' || $3 when 'LocalAuthority' then 'la-' || lpad($2::text, 3, '0') end
  group by urn
)
select s.urn, name, la_code, la_name, trust_id, trust_name, phase, open, coalesce(establishment_number, ''),
  case $1 when 'School' then array['reach', 'activities', 'referrals'] else coalesce(shared.kinds, '{}') end
from {schema}.schools s
left join shared on shared.urn = s.urn
where ($1 = 'School' and s.urn = $2::integer) or ($1 = 'LocalAuthority' and la_code = $2::integer) or ($1 = 'Trust' and trust_id = $3)
order by name, s.urn
