select line, upn, surname, forename, preferred_surname, preferred_forename, date_of_birth, year_group, form, sex, ethnicity, first_language, sen, pupil_premium, fsm, enrolment_status
from {schema}.roll_rows where import_id = @import order by line
