insert into {schema}.roll_forgotten (tenant_id, learner_id)
select @tenant, id from unnest(@ids) as id order by id
on conflict do nothing;

delete from {schema}.roll where tenant_id = @tenant and learner_id = any (@ids);

delete from {schema}.not_taking_part where tenant_id = @tenant and learner_id = any (@ids);
