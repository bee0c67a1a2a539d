insert into {schema}.roll as known (tenant_id, learner_id, version, named_version, display_name, year_group, form, joined_at, left_on)
select @tenant, heard.learner_id, heard.version, 0, '', '', '', null, heard.left_on
from unnest(@ids, @versions, @days) as heard (learner_id, version, left_on)
where not exists (select from {schema}.roll_forgotten f where f.tenant_id = @tenant and f.learner_id = heard.learner_id)
order by heard.learner_id
on conflict (tenant_id, learner_id) do update set version = excluded.version, left_on = excluded.left_on
where excluded.version > known.version;
