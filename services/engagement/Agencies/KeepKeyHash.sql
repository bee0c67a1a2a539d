insert into {schema}.agency_key_hashes (prefix, key_id, pepper, hash) values ($1, $2, $3, $4)
