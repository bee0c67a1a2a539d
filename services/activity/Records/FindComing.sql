select on_day, title
from {schema}.activity_calendar
where tenant_id = @tenant and present is null and (@learner = any (learners) or @learner = any (invited))
order by on_day, title, session_id
