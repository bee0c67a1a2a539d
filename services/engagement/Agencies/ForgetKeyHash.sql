update {schema}.agency_key_hashes set hash = decode('', 'hex') where key_id = $1
