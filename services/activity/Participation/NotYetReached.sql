select n.learner_id, n.display_name, n.year_group, n.form, n.attended, n.offered, w.reason, count(*) over ()::int as total
from reach n
left join {schema}.not_taking_part w on w.tenant_id = @tenant and w.academic_year = @year and w.learner_id = n.learner_id
where n.community_attended = 0
  and (@yearGroup = '' or n.year_group = @yearGroup)
  and (@form = '' or n.form = @form)
  and (@offered = '' or (@offered = 'yes') = n.offered)
order by
    case when @sort = 'name' and not @descending then n.display_name end,
    case when @sort = 'name' and @descending then n.display_name end desc,
    case when @descending then n.form end desc,
    n.form, n.display_name, n.learner_id
limit @limit offset @offset;
