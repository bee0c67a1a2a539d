select learner_id, display_name, year_group, form
from {schema}.roll
where tenant_id = @tenant
  and display_name <> ''
  and (left_on is null or left_on > @on)
  and (@whole or year_group = any (@years) or form = any (@forms) or learner_id = any (@ids))
order by form, display_name, learner_id;
