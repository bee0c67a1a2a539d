update {schema}.agency_key_hashes set last_used_at = $2 where key_id = $1
