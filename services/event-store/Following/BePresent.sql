select pg_advisory_lock_shared(hashtextextended('{schema}.replica', 0)), pg_advisory_lock_shared(hashtextextended('{schema}.replica.' || $1::text, 0))
