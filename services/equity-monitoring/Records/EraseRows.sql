-- Who learners are, and their lines in files that wait to be applied. How many of each, per learner.
with who as (
  delete from {schema}.learner_identities where tenant_id = @tenant and learner_id = any(@learners) returning learner_id, upn, surname, forename
), imports as (
  select import_id from {schema}.roll_files where tenant_id = @tenant
), lines as (
  delete from {schema}.roll_rows r using who where r.upn = who.upn and r.import_id in (select import_id from imports) returning who.learner_id
), hints as (
  delete from {schema}.roll_hints h using who
  where (h.upn = who.upn or (h.surname = who.surname and h.forename = who.forename)) and h.import_id in (select import_id from imports) returning who.learner_id
)
select who.learner_id, ((select count(*) from lines l where l.learner_id = who.learner_id) + (select count(*) from hints h where h.learner_id = who.learner_id))::int as file_rows
from who
