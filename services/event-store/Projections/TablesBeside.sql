select quote_ident(c.relname), string_agg(quote_ident(a.attname), ', ' order by a.attnum)
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where c.relnamespace = pg_my_temp_schema() and c.relkind = 'r'
group by c.oid, c.relname
order by c.oid
