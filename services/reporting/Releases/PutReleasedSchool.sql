insert into {schema}.released_schools (release, urn, la_code, trust_id, counted_at, stands, numerators, denominators)
values ($1, $2, $3, $4, $5, $6, $7, $8)
