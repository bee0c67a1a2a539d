select i.learner_id, coalesce(i.preferred_forename, i.forename) || ' ' || coalesce(i.preferred_surname, i.surname) as name, c.year_group, c.form
from unnest(@tenants, @ids) as w (tenant_id, learner_id)
join {schema}.learner_identities i on i.tenant_id = w.tenant_id and i.learner_id = w.learner_id
join {schema}.current_roll c on c.tenant_id = w.tenant_id and c.learner_id = w.learner_id
