insert into {schema}.sign_in_attempts (state_hash, browser_hash, provider, nonce, verifier, return_url, expires_at)
values (@stateHash, @browserHash, @provider, @nonce, @verifier, @returnUrl, @expiresAt)
