select person_id, name from {schema}.staff where person_id = any (@ids);
