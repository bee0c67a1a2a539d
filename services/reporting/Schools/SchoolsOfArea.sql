-- With the kinds of figures that each school shares with the area; a school shares everything with itself.
select urn, name, la_code, la_name, trust_id, trust_name, phase, open, coalesce(establishment_number, ''),
  case $1 when 'School' then array['reach', 'activities', 'referrals'] when 'Trust' then {schema}.shared(urn, 'trust-' || $3) else {schema}.shared(urn, 'la-' || lpad($2::text, 3, '0')) end
from {schema}.schools
where ($1 = 'School' and urn = $2::integer) or ($1 = 'LocalAuthority' and la_code = $2::integer) or ($1 = 'Trust' and trust_id = $3)
order by name, urn
