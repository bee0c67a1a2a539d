select import_id, tenant_id, step, apply_when_read, confirm_leavers, by_id, trace_parent
from {schema}.roll_work
where not_before <= @now
order by not_before, import_id
limit 1
for update skip locked
