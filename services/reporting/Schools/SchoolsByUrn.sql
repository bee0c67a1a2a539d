select tenant_id, urn, name, la_code, la_name, trust_id, trust_name, establishment_number, type, phase, status, open, opened_on, closed_on, low_age, high_age, number_of_pupils, town, postcode, version, changed_at
from {schema}.schools
where urn = any ($1)
