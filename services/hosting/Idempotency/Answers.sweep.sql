delete from {schema}.idempotent_answers where started_at < @expired
