select session_id, activity_id, title, kind, community_based, strands, dimensions, themes, place, capacity, on_day, starts, ends, expected, present, status,
    count(*) over ()::int as total
from {schema}.activity_calendar
where tenant_id = @tenant
  and on_day between @from and @to
  and (@kind = '' or kind = @kind)
  and (@strand = '' or @strand = any (strands))
  and (@status = '' or status = @status)
order by
    case when @sort = 'title' and not @descending then title end,
    case when @sort = 'title' and @descending then title end desc,
    case when @sort = 'status' and not @descending then status end,
    case when @sort = 'status' and @descending then status end desc,
    case when @descending then on_day end desc,
    case when @descending then starts end desc,
    on_day, starts, session_id
limit @limit offset @offset;
