-- Schools that have a roll come first, those of the trust with most such schools before the others.
select s.urn, s.name, s.la_code as LaCode, s.la_name as LaName, s.trust_id as TrustId, s.trust_name as TrustName
from {schema}.schools s
left join {schema}.schools_with_roll r using (urn)
where s.open and (@text = '' or s.name ilike '%' || @text || '%' or s.urn::text = @text)
order by r.urn is null,
         count(r.urn) over (partition by s.trust_id) * (s.trust_id is not null)::int desc, s.trust_id, s.name
limit @most
