insert into {schema}.roll_restricted as known (tenant_id, learner_id, version, restricted)
select $1, heard.learner_id, heard.version, heard.restricted
from unnest($2::uuid[], $3::bigint[], $4::boolean[]) as heard (learner_id, version, restricted)
on conflict (tenant_id, learner_id) do update set version = excluded.version, restricted = excluded.restricted
where excluded.version > known.version
