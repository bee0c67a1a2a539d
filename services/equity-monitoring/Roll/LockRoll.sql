select pg_advisory_xact_lock(hashtextextended('{schema}.roll.' || @tenant, 0))
