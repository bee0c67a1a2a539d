select keys.key_id, hashes.pepper, encode(hashes.hash, 'base64') as hash, hashes.last_used_at, keys.prefix, keys.issued_at, keys.expires_at,
       keys.revoked_at is null and keys.expires_at > $2 as works,
       keys.schools as key_schools, keys.local_authorities as key_local_authorities, keys.reasons as key_reasons, keys.urgencies as key_urgencies,
       agencies.agency_id, agencies.name, agencies.sector, agencies.schools, agencies.local_authorities, agencies.reasons
from {schema}.agency_key_hashes hashes
join {schema}.agency_keys keys on keys.tenant_id = 'platform' and keys.key_id = hashes.key_id
join {schema}.agencies on agencies.tenant_id = 'platform' and agencies.agency_id = keys.agency_id
where hashes.prefix = $1
