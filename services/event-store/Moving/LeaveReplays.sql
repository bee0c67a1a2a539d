select pg_advisory_unlock(hashtextextended('{schema}.replays', 0))
