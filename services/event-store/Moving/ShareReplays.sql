select pg_advisory_lock_shared(hashtextextended('{schema}.replays', 0))
