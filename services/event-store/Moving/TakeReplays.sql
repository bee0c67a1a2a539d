select pg_advisory_lock(hashtextextended('{schema}.replays', 0))
