insert into {schema}.not_taking_part (tenant_id, academic_year, learner_id, reason, recorded_by, recorded_at)
select @tenant, @year, id, @reason, @by, @at from unnest(@ids) as id
where exists (select from {schema}.roll r where r.tenant_id = @tenant and r.learner_id = id)
on conflict (tenant_id, academic_year, learner_id) do update set
    reason = excluded.reason, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at;
