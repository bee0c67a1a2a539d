select person_id, name from {schema}.staff_names where person_id = any($1::text[])
