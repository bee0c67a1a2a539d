select key_id, private_key from {schema}.signing_keys order by created_at desc
