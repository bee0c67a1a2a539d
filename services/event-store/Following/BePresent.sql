select pg_advisory_lock_shared(hashtextextended('{schema}.replica', 0))
