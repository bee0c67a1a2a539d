select id from {schema}.revocations where expires_at > @now
