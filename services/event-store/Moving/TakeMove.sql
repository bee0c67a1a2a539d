select pg_try_advisory_lock(hashtextextended('{schema}.move.' || $1::text, 0))
