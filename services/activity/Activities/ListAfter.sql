select session_id, activity_id, title, kind, community_based, strands, dimensions, themes, place, capacity, on_day, starts, ends, expected, present, status,
    0 as total
from {schema}.activity_calendar
where tenant_id = @tenant
  and on_day between @from and @to
  and (on_day, starts, session_id) > (@afterDay, @afterStarts, @afterSession)
order by on_day, starts, session_id
limit @limit;
