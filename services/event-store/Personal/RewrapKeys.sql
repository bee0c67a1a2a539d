-- A key that was destroyed or wrapped anew meanwhile stays as it is. Locked in order, so that two who do this do not wait for each other.
with locked as (
  select k.tenant_id, k.subject, r.anew
  from unnest($2::text[], $3::text[], $4::bytea[], $5::bytea[]) as r (tenant_id, subject, wrapped, anew)
  join {schema}.subject_keys k using (tenant_id, subject, wrapped)
  order by k.tenant_id, k.subject
  for update of k
)
update {schema}.subject_keys k set wrapped_by = $1, wrapped = locked.anew
from locked
where k.tenant_id = locked.tenant_id and k.subject = locked.subject
