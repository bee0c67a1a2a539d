select trust_id, la_code from {schema}.schools where trust_id is not null group by trust_id, la_code
