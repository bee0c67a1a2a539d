select year_group, count(*)::int as learners, (count(*) filter (where enrolment_status not in ('S', 'G')))::int as counted
from {schema}.current_roll where tenant_id = @tenant and on_roll group by year_group
