-- The next community-based sessions: how many not yet reached learners they expect already, and how many more they could take.
, missing as materialized (
    select learner_id, year_group, form from reach where community_attended = 0
), coming as (
    select c.session_id, c.activity_id, c.title, c.on_day, c.starts, c.expected, c.capacity,
        case when c.capacity is not null then greatest(0, c.capacity - c.expected) end as places_left,
        (select count(*)::int from missing m
         where c.whole_school or m.year_group = any (c.year_groups) or m.form = any (c.forms) or m.learner_id = any (c.learners) or m.learner_id = any (c.invited)) as would_reach
    from {schema}.activity_calendar c
    where c.tenant_id = @tenant and c.academic_year = @year and c.community_based and c.status = 'scheduled' and c.starts_at > @now
)
select session_id, activity_id, title, on_day, starts, expected, capacity, places_left, would_reach
from coming
order by would_reach + least(coalesce(places_left, 5000), (select count(*) from missing)) desc, on_day, starts, session_id
limit @limit;
