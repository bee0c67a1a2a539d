insert into {schema}.roll as known (tenant_id, learner_id, version, display_name, year_group, form, on_roll)
select $1, learner.id, learner.version, learner.display_name, learner.year_group, learner.form, true
from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[]) as learner (id, version, display_name, year_group, form)
on conflict (tenant_id, learner_id) do update
set version = excluded.version, display_name = excluded.display_name, year_group = excluded.year_group, form = excluded.form, on_roll = true
where known.version < excluded.version
