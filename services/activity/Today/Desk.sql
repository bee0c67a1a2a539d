select session_id, activity_id, title, kind, place, on_day, starts, ends, expected, present, status
from {schema}.activity_calendar
where tenant_id = @tenant and status = 'scheduled' and on_day between @yearStart and @today
order by on_day desc, starts, session_id
limit 20;

select session_id, activity_id, title, kind, place, on_day, starts, ends, expected, present, status
from {schema}.activity_calendar
where tenant_id = @tenant and on_day between @today and @weekEnd
order by on_day, starts, session_id
limit 50;

select count(*)::int as waiting, count(*) filter (where decide_by < @now)::int as late, min(decide_by) as next_due
from {schema}.referral_clocks
where tenant_id = @tenant and state in ('received', 'acknowledged');

select import_id, faults, imported_at from {schema}.roll_imports where tenant_id = @tenant;
