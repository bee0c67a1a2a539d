select r.projection, r.started_by, r.started_at, r.position, r.head, r.ended_at, r.failure, exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid::bigint = (k.key >> 32) & 4294967295 and l.objid::bigint = k.key & 4294967295)
from {schema}.rebuilds r
cross join lateral (select hashtextextended('{schema}.rebuild.' || r.projection, 0) as key) k
order by r.started_at desc
