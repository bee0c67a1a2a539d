select tenant_id, subject, k.wrapped_by, k.wrapped
from unnest($1::text[], $2::text[]) as wanted (tenant_id, subject)
join {schema}.subject_keys k using (tenant_id, subject)
where k.destroyed_at is null
