select pg_advisory_xact_lock(hashtextextended('{schema}.releases.' || $1::text || $2::text, 0))
