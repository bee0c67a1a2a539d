select count(*)::int as learners,
    count(*) filter (where attended > 0)::int as took_part,
    count(*) filter (where community_attended > 0)::int as reached,
    count(*) filter (where community_attended = 0 and not offered)::int as offered_nothing
from reach;
