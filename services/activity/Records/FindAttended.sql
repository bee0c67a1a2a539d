select c.on_day, c.title, @learner = any (s.present) as present
from {schema}.register_sheet s
join {schema}.activity_calendar c on c.tenant_id = s.tenant_id and c.session_id = s.session_id
where s.tenant_id = @tenant and (@learner = any (s.present) or @learner = any (s.absent))
order by c.on_day, c.title, c.session_id
