select tenant_id, subject, wrapped_by, wrapped
from {schema}.subject_keys
where wrapped_by collate "C" < $1 and (tenant_id, subject) > ($2, $3)
order by tenant_id, subject
limit $4
