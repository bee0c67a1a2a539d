select pg_advisory_xact_lock_shared(hashtextextended('{schema}.projection.' || name, 0))
from unnest($1::text[]) as name
