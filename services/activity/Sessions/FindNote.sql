select note from {schema}.session_notes where tenant_id = @tenant and note_id = @id;
