-- Put before each question of this folder: the learners of the year, and whether community-based activities have reached them or been offered to them.
-- Offered: named on a register, or in the audience of (or invited to) a community-based session of the year that is still to have its register.
with reach as materialized (
    select r.learner_id, r.display_name, r.year_group, r.form,
        coalesce(l.attended, 0) as attended,
        coalesce(l.community_attended, 0) as community_attended,
        coalesce(l.community_offered, 0) > 0 or exists (
            select
            from {schema}.activity_calendar c
            where c.tenant_id = @tenant and c.academic_year = @year and c.community_based and c.status = 'scheduled'
              and (c.whole_school or c.open_to_all or r.year_group = any (c.year_groups) or r.form = any (c.forms)
                   or r.learner_id = any (c.learners) or r.learner_id = any (c.invited))) as offered
    from {schema}.roll r
    left join {schema}.year_ledger l on l.tenant_id = r.tenant_id and l.learner_id = r.learner_id and l.academic_year = @year
    where r.tenant_id = @tenant and r.display_name <> ''
      and (r.left_on is null or r.left_on > least(@today, make_date(@year + 1, 8, 31)))
      and (l.learner_id is not null or r.joined_at is null or r.joined_at < make_date(@year + 1, 9, 1))
)
