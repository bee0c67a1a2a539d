select learner_id, display_name, year_group, form
from {schema}.roll known
where tenant_id = @tenant and learner_id = any (@ids)
  and not exists (select from {schema}.roll_restricted r where r.tenant_id = known.tenant_id and r.learner_id = known.learner_id and r.restricted)
order by form, display_name, learner_id;
