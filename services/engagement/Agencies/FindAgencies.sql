select agencies.tenant_id, agencies.agency_id, agencies.name, agencies.sector, agencies.schools, agencies.local_authorities, agencies.reasons, agencies.registered_at,
       (select count(*) from {schema}.agency_keys keys
        where keys.tenant_id = agencies.tenant_id and keys.agency_id = agencies.agency_id and keys.revoked_at is null and keys.expires_at > $2) as working_keys
from {schema}.agencies
where agencies.tenant_id = 'platform' and ($1::uuid is null or agencies.agency_id = $1)
order by agencies.name, agencies.agency_id
