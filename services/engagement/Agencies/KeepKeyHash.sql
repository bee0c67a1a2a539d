insert into {schema}.agency_key_hashes (prefix, key_id, hash) values ($1, $2, $3)
