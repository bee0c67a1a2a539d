-- The transactions that have asked refuse_away, by an id that none has twice.
select coalesce(array_agg(distinct virtualtransaction), '{}')
from pg_locks
where locktype = 'relation' and relation = '{schema}.tenants_away'::regclass and pid <> pg_backend_pid()
  and database = (select oid from pg_database where datname = current_database())
