select keys.tenant_id, keys.key_id, keys.agency_id, keys.prefix, keys.issued_at, keys.expires_at, keys.revoked_at, keys.replaced_by,
       keys.schools, keys.local_authorities, keys.reasons, keys.urgencies, hashes.last_used_at, hashes.pepper
from {schema}.agency_keys keys
left join {schema}.agency_key_hashes hashes on hashes.key_id = keys.key_id
where keys.tenant_id = 'platform' and keys.agency_id = $1
order by keys.issued_at desc, keys.key_id
