with wanted as (
  select * from unnest(@tenants, @years) as w (tenant_id, academic_year)
), reached as (
  select distinct p.tenant_id, p.academic_year, learner_id
  from wanted w
  join {schema}.participation p on p.tenant_id = w.tenant_id and p.academic_year = w.academic_year and p.community_based
  cross join lateral unnest(p.present) as learner_id
)
select w.tenant_id, w.academic_year, c.year_group, c.enrolment_status, c.sex, c.ethnicity, c.first_language, c.sen, c.fsm, r.learner_id is not null as reached
from wanted w
join {schema}.current_roll c on c.tenant_id = w.tenant_id and c.on_roll
left join reached r on r.tenant_id = w.tenant_id and r.academic_year = w.academic_year and r.learner_id = c.learner_id
