select answers::text from {schema}.plan_drafts where tenant_id = @tenant and draft_id = @id and person_id = @person;
