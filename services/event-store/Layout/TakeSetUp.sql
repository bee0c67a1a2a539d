select pg_advisory_lock(hashtextextended('{schema}.set-up', 0))
