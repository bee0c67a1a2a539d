select from {schema}.subject_keys limit 1
