select year_group, form, count(*)::int as learners,
    count(*) filter (where community_attended = 0)::int as not_reached,
    count(*) filter (where community_attended = 0 and not offered)::int as offered_nothing
from reach
group by year_group, form;
