select pg_advisory_xact_lock(hashtextextended('{schema}.mt_events', 0))
