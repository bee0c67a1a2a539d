select tenant_id, learner_id, version, display_name, year_group, form, on_roll
from {schema}.roll known
where tenant_id = $1 and (on_roll or learner_id = $2::uuid)
  and not exists (select from {schema}.roll_restricted r where r.tenant_id = known.tenant_id and r.learner_id = known.learner_id and r.restricted)
