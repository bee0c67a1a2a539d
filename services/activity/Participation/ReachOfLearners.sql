-- Put before each question of this folder: the learners of the year, and whether community-based activities have reached them or been offered to them.
-- Offered: named on a register, or in the audience of (or invited to) a community-based session of the year that is still to have its register.
with planned as materialized (
    select whole_school or open_to_all as for_everyone, year_groups, forms, learners || invited as named
    from {schema}.activity_calendar
    where tenant_id = @tenant and academic_year = @year and community_based and status = 'scheduled'
), reach as materialized (
    select r.learner_id, r.display_name, r.year_group, r.form,
        coalesce(l.attended, 0) as attended,
        coalesce(l.community_attended, 0) as community_attended,
        coalesce(l.community_offered, 0) > 0
            or (select coalesce(bool_or(for_everyone), false) from planned)
            or r.year_group in (select unnest(year_groups) from planned)
            or r.form in (select unnest(forms) from planned)
            or r.learner_id in (select unnest(named) from planned) as offered
    from {schema}.roll r
    left join {schema}.year_ledger l on l.tenant_id = r.tenant_id and l.learner_id = r.learner_id and l.academic_year = @year
    where r.tenant_id = @tenant and r.display_name <> ''
      and (r.left_on is null or r.left_on > least(@today, make_date(@year + 1, 8, 31)))
      and (l.learner_id is not null or r.joined_at is null or r.joined_at < make_date(@year + 1, 9, 1))
)
