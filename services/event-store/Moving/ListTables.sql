-- Keys of subjects are in one place for all shards.
select c.relname::text, string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attidentity = '' and a.attgenerated = '')
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = $1::regnamespace and c.relkind = 'r' and not starts_with(c.relname, 'mt_')
  and c.relname not in ('tenant_shards', 'tenants_away', 'tenant_arrivals', 'subject_keys')
group by c.oid, c.relname
having bool_or(a.attname = 'tenant_id')
order by c.relname
