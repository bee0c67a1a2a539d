select pg_try_advisory_lock(hashtextextended('{schema}.follower.' || $1::text, 0))
