-- Each half of the row follows the newest fact about it: the name and form those that say so, being on the roll any.
insert into {schema}.roll as known (tenant_id, learner_id, version, named_version, display_name, year_group, form, joined_at, left_on)
select @tenant, heard.learner_id, heard.version, heard.version, heard.display_name, heard.year_group, heard.form, @at, null
from unnest(@ids, @versions, @names, @years, @forms) as heard (learner_id, version, display_name, year_group, form)
where not exists (select from {schema}.roll_forgotten f where f.tenant_id = @tenant and f.learner_id = heard.learner_id)
order by heard.learner_id
on conflict (tenant_id, learner_id) do update set
    display_name = case when excluded.named_version > known.named_version then excluded.display_name else known.display_name end,
    year_group = case when excluded.named_version > known.named_version then excluded.year_group else known.year_group end,
    form = case when excluded.named_version > known.named_version then excluded.form else known.form end,
    named_version = greatest(known.named_version, excluded.named_version),
    version = greatest(known.version, excluded.version),
    joined_at = least(known.joined_at, excluded.joined_at),
    left_on = case when excluded.version > known.version then null else known.left_on end;
