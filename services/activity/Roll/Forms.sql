select year_group, form, count(*)::int
from {schema}.roll
where tenant_id = @tenant and left_on is null and display_name <> ''
group by year_group, form;
