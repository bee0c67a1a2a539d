insert into {schema}.plan_drafts as known (tenant_id, draft_id, person_id, answers, updated_at)
values (@tenant, @id, @person, @answers::jsonb, @now)
on conflict (tenant_id, draft_id) do update set answers = excluded.answers, updated_at = excluded.updated_at
where known.person_id = excluded.person_id;

delete from {schema}.plan_drafts where tenant_id = @tenant and updated_at < @old;
