-- Nobody but the one who holds the lock writes the row; when its replica dies, PostgreSQL frees the lock.
insert into {schema}.rebuilds (projection, started_by, started_at, position, head)
select $1, $2, $3, 0, 0 from pg_try_advisory_lock(hashtextextended('{schema}.rebuild.' || $1, 0)) as mine where mine
on conflict (projection) do update
set started_by = excluded.started_by, started_at = excluded.started_at, position = 0, head = 0, ended_at = null, failure = null
