select learner_id, display_name, year_group, form
from {schema}.roll
where tenant_id = @tenant and learner_id = any (@ids)
order by form, display_name, learner_id;
