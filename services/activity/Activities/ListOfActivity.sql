select session_id, activity_id, title, kind, community_based, strands, dimensions, themes, place, capacity, on_day, starts, ends, expected, present, status,
    count(*) over ()::int as total
from {schema}.activity_calendar
where tenant_id = @tenant and activity_id = @activity
order by on_day, starts, session_id;
