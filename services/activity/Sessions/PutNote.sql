insert into {schema}.session_notes (tenant_id, note_id, note) values (@tenant, @id, @note)
on conflict do nothing;
