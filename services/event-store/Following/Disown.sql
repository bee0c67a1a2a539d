select pg_advisory_unlock(hashtextextended('{schema}.follower.' || $1::text, 0))
