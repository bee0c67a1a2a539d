update {schema}.idempotent_answers set status = @status, headers = @headers::jsonb, body = @body
where client = @client and path = @path and key = @key
