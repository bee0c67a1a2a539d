select urn, name, la_code, la_name, trust_id, trust_name, phase, status, number_of_pupils, town, version, count(*) over ()
from {schema}.schools
where ($1 or urn = any ($2) or trust_id = any ($3) or la_code = any ($4))
  and ($5::text is null or name ilike '%' || $5 || '%' or urn::text = $5)
  and ($6::integer is null or la_code = $6)
  and ($7::text is null or trust_id = $7)
  and ($8::text is null or phase = $8)
  and ($9::boolean is null or open = $9)
  and ($10::integer is null or urn > $10)
order by
  case when $11 = 'urn' then urn end,
  case when $11 = 'la' then la_name end, case when $11 = '-la' then la_name end desc,
  case when $11 = 'trust' then trust_name end, case when $11 = '-trust' then trust_name end desc nulls last,
  case when $11 = 'pupils' then number_of_pupils end, case when $11 = '-pupils' then number_of_pupils end desc nulls last,
  case when $11 = '-name' then name end desc, name, urn
limit $12 offset $13
