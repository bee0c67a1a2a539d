delete from {schema}.sign_in_attempts
where state_hash = @stateHash and browser_hash = @browserHash and provider = @provider and expires_at > @now
returning nonce as Nonce, verifier as Verifier, return_url as ReturnUrl
