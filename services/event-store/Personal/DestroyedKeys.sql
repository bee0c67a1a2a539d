select tenant_id, subject
from {schema}.subject_keys
where destroyed_at is not null and (tenant_id, subject) > ($1, $2)
order by tenant_id, subject
limit $3
