-- Put before each question of this folder: learners who can be told from each other, and how long the record of each who has left is kept:
-- until the later of a birthday and some years after leaving.
with kept as (
  select i.learner_id, i.upn, coalesce(i.preferred_forename, i.forename) || ' ' || coalesce(i.preferred_surname, i.surname) as name, i.date_of_birth,
    c.on_roll, c.year_group, c.left_on, rule.record,
    case when not c.on_roll then greatest(
      (i.date_of_birth + make_interval(years => rule.until_age))::date,
      (c.left_on + make_interval(years => rule.years_after_leaving))::date) end as kept_until,
    coalesce(r.restricted, false) as restricted, coalesce(r.holds, 0) as holds
  from {schema}.learner_identities i
  join {schema}.current_roll c on c.tenant_id = i.tenant_id and c.learner_id = i.learner_id
  left join {schema}.learner_records r on r.tenant_id = i.tenant_id and r.learner_id = i.learner_id
  join unnest(@records, @ages, @years) as rule (record, until_age, years_after_leaving) on rule.record = case when c.sen in ('E', 'K') then 'sen' else 'learner' end
  where i.tenant_id = @tenant
)
