delete from {schema}.signing_keys where published_until <= @now
