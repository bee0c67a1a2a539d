delete from {schema}.plan_drafts where tenant_id = @tenant and draft_id = @id;
