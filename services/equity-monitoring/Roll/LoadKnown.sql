select i.learner_id, c.version, i.upn, i.surname, i.forename, i.preferred_surname, i.preferred_forename, i.date_of_birth,
  c.on_roll, c.year_group, c.form, c.enrolment_status, c.sex, c.ethnicity, c.first_language, c.sen, c.pupil_premium, c.fsm, c.joined_on, c.left_on
from {schema}.learner_identities i
join {schema}.current_roll c on c.tenant_id = i.tenant_id and c.learner_id = i.learner_id
where i.tenant_id = @tenant
