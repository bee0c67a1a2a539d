select learner_id, display_name, year_group, form
from {schema}.roll
where tenant_id = @tenant and left_on is null and display_name <> '' and cardinality(@patterns) > 0 and display_name ilike all (@patterns)
order by display_name, form, learner_id
limit 20;
