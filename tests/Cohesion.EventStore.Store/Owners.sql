-- Which sessions own which partition now.
select f.name, coalesce(a.application_name, 'somebody')
from (
  select name, hashtextextended(current_schema || '.follower.' || name, 0) as key
  from unnest($1::text[]) as name
) f
join pg_locks l on l.locktype = 'advisory' and l.mode = 'ExclusiveLock' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid::bigint = (f.key >> 32) & 4294967295 and l.objid::bigint = f.key & 4294967295
left join pg_stat_activity a on a.pid = l.pid
