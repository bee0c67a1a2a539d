select 'la' as facet, la_code::text as code, min(la_name) as label from {schema}.schools where ($1 or urn = any ($2) or trust_id = any ($3) or la_code = any ($4)) group by la_code
union all
select 'trust', trust_id, min(trust_name) from {schema}.schools where trust_id is not null and ($1 or urn = any ($2) or trust_id = any ($3) or la_code = any ($4)) group by trust_id
union all
select 'phase', phase, phase from {schema}.schools where ($1 or urn = any ($2) or trust_id = any ($3) or la_code = any ($4)) group by phase
order by 1, 3
