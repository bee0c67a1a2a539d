insert into {schema}.signing_keys (key_id, private_key, created_at, signs_from) values (@keyId, @privateKey, @now, @signsFrom)
