select name, role, email, phone from {schema}.partner_contacts where tenant_id = $1 and partner_id = $2
