select pg_advisory_unlock(hashtextextended('{schema}.set-up', 0))
