-- The next community-based sessions: how many not yet reached learners they expect already, and how many more they could take.
, missing as materialized (
    select learner_id, year_group, form from reach where community_attended = 0
)
select c.session_id, c.activity_id, c.title, c.on_day, c.starts, c.expected, c.capacity,
    greatest(0, c.capacity - c.expected) as places_left,
    (select count(*)::int from missing m
     where c.whole_school or m.year_group = any (c.year_groups) or m.form = any (c.forms) or m.learner_id = any (c.learners) or m.learner_id = any (c.invited)) as would_reach
from {schema}.activity_calendar c
where c.tenant_id = @tenant and c.academic_year = @year and c.community_based and c.status = 'scheduled' and c.starts_at > @now
order by would_reach + least(coalesce(c.capacity - c.expected, 1000), (select count(*) from missing)) desc, c.on_day, c.starts, c.session_id
limit @limit;
