-- How many rows went for each learner; the opaque id stays, so that a late message cannot bring the name back.
with gone as (
  insert into {schema}.roll_forgotten (tenant_id, learner_id) select @tenant, id from unnest(@ids) as id order by id on conflict do nothing
), names as (
  delete from {schema}.roll where tenant_id = @tenant and learner_id = any (@ids) returning learner_id
), reasons as (
  delete from {schema}.not_taking_part where tenant_id = @tenant and learner_id = any (@ids) returning learner_id
)
select id, ((select count(*) from names where learner_id = id) + (select count(*) from reasons where learner_id = id))::int from unnest(@ids) as id order by id;
