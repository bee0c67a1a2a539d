insert into {schema}.subject_keys (tenant_id, subject, wrapped, wrapped_by, made_at)
select tenant_id, subject, wrapped, $4, $5
from unnest($1::text[], $2::text[], $3::bytea[]) as wanted (tenant_id, subject, wrapped)
order by tenant_id, subject
on conflict (tenant_id, subject) do nothing
