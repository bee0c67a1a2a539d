update {schema}.signing_keys set published_until = @until where published_until is null
