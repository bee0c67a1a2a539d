select pg_advisory_xact_lock(hashtextextended('{schema}.projection.' || $1::text, 0))
