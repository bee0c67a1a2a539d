select 'School', urn::text, name from {schema}.schools where urn = any ($1)
union all
select 'Trust', trust_id, min(trust_name) from {schema}.schools where trust_id = any ($2) group by trust_id
union all
select 'LocalAuthority', la_code::text, min(la_name) from {schema}.schools where la_code = any ($3) group by la_code
order by 3
