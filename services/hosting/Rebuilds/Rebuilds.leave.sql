select pg_advisory_unlock(hashtextextended('{schema}.rebuild.' || $1, 0))
