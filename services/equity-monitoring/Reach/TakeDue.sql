with due as (
  select id from {schema}.reach_due order by id limit 500 for update skip locked
), taken as (
  delete from {schema}.reach_due using due where reach_due.id = due.id returning reach_due.tenant_id, reach_due.academic_year
)
select distinct tenant_id, academic_year from taken order by tenant_id, academic_year
