insert into {schema}.partner_contacts (tenant_id, partner_id, name, role, email, phone) values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, partner_id) do update set name = excluded.name, role = excluded.role, email = excluded.email, phone = excluded.phone
