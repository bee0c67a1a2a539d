-- Who holds the lock of replicas that follow the same, and how many of them come before this session.
select count(*), count(*) filter (where l.pid < pg_backend_pid())
from pg_locks l, (select hashtextextended('{schema}.replica.' || $1::text, 0) as key) k
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid::bigint = (k.key >> 32) & 4294967295 and l.objid::bigint = k.key & 4294967295
