insert into {schema}.signing_keys (key_id, private_key, created_at)
select @keyId, @privateKey, @now
where not exists (select from {schema}.signing_keys)
