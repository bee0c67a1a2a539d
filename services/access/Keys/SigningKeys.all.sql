select key_id, private_key, signs_from from {schema}.signing_keys
where published_until is null or published_until > @now
order by signs_from desc
