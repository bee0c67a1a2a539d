-- A name that comes later stays hidden too.
insert into {schema}.roll_restricted as known (tenant_id, learner_id, version, restricted)
select distinct on (heard.learner_id) @tenant, heard.learner_id, heard.version, heard.restricted
from unnest(@ids, @versions, @restricted) as heard (learner_id, version, restricted)
order by heard.learner_id, heard.version desc
on conflict (tenant_id, learner_id) do update set version = excluded.version, restricted = excluded.restricted
where excluded.version > known.version;
