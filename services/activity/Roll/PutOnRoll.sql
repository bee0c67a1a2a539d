-- A newer fact replaces an older one; an older one only fills in the name that a leaver's row, heard first, did not have.
insert into {schema}.roll as known (tenant_id, learner_id, version, display_name, year_group, form, joined_at, left_on)
select @tenant, heard.learner_id, heard.version, heard.display_name, heard.year_group, heard.form, @at, null
from unnest(@ids, @versions, @names, @years, @forms) as heard (learner_id, version, display_name, year_group, form)
where not exists (select from {schema}.roll_forgotten f where f.tenant_id = @tenant and f.learner_id = heard.learner_id)
order by heard.learner_id
on conflict (tenant_id, learner_id) do update set
    display_name = excluded.display_name,
    year_group = excluded.year_group,
    form = excluded.form,
    version = greatest(known.version, excluded.version),
    joined_at = least(known.joined_at, excluded.joined_at),
    left_on = case when excluded.version > known.version then null else known.left_on end
where excluded.version > known.version or known.display_name = '';
