select agencies.tenant_id, agencies.agency_id, agencies.name, agencies.sector, agencies.schools, agencies.local_authorities, agencies.reasons, agencies.registered_at,
       held.working_keys, held.keys_end_at
from {schema}.agencies
cross join lateral (
  select count(*) as working_keys, min(keys.expires_at) filter (where keys.replaced_by is null) as keys_end_at
  from {schema}.agency_keys keys
  where keys.tenant_id = agencies.tenant_id and keys.agency_id = agencies.agency_id and keys.revoked_at is null and keys.expires_at > $2) held
where agencies.tenant_id = 'platform' and ($1::uuid is null or agencies.agency_id = $1)
order by agencies.name, agencies.agency_id
