delete from {schema}.idempotent_answers where client = @client and path = @path and key = @key and status is null
