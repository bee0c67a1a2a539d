select partner_id as "PartnerId", name as "Name", sector as "Sector", active as "Active"
from {schema}.partners
where tenant_id = @tenant
order by name, partner_id;
