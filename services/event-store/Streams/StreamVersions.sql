select coalesce(s.version, 0), coalesce(s.is_archived, false)
from unnest($1::text[], $2::text[]) with ordinality as wanted (tenant_id, id, place)
left join {schema}.mt_streams s on s.tenant_id = wanted.tenant_id and s.id = wanted.id
order by wanted.place
