insert into {schema}.roll as known (tenant_id, learner_id, version, on_roll)
select $1, learner.id, learner.version, false
from unnest($2::uuid[], $3::bigint[]) as learner (id, version)
on conflict (tenant_id, learner_id) do update
set version = greatest(known.version, excluded.version), display_name = null, year_group = null, form = null, on_roll = false
