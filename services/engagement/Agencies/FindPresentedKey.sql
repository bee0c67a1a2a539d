select keys.key_id, encode(hashes.hash, 'base64') as hash, hashes.last_used_at,
       agencies.agency_id, agencies.name, agencies.sector, agencies.schools, agencies.local_authorities, agencies.reasons
from {schema}.agency_key_hashes hashes
join {schema}.agency_keys keys on keys.tenant_id = 'platform' and keys.key_id = hashes.key_id
join {schema}.agencies on agencies.tenant_id = 'platform' and agencies.agency_id = keys.agency_id
where hashes.prefix = $1 and keys.revoked_at is null and keys.expires_at > $2
