with was as (
    select * from register_sheet where tenant_id = @tenant and session_id = @session
), change as (
    select @year as academic_year, id as learner_id, 1 as attended, @community::int as community_attended, @community::int as community_offered from unnest(@present) as id
    union all
    select @year, id, 0, 0, @community::int from unnest(@absent) as id
    union all
    select was.academic_year, id, -1, -was.community::int, -was.community::int from was, unnest(was.present) as id
    union all
    select was.academic_year, id, 0, 0, -was.community::int from was, unnest(was.absent) as id
)
insert into year_ledger as ledger (tenant_id, academic_year, learner_id, attended, community_attended, community_offered)
select @tenant, academic_year, learner_id, sum(attended), sum(community_attended), sum(community_offered)
from change
group by academic_year, learner_id
on conflict (tenant_id, academic_year, learner_id) do update set
    attended = ledger.attended + excluded.attended,
    community_attended = ledger.community_attended + excluded.community_attended,
    community_offered = ledger.community_offered + excluded.community_offered;

insert into register_sheet (tenant_id, session_id, academic_year, community, present, absent)
values (@tenant, @session, @year, @community, @present, @absent)
on conflict (tenant_id, session_id) do update set
    academic_year = excluded.academic_year, community = excluded.community, present = excluded.present, absent = excluded.absent;
