select tenant_id, learner_id, version, display_name, year_group, form, on_roll
from {schema}.roll
where tenant_id = $1 and (on_roll or learner_id = $2::uuid)
