insert into {schema}.releases (academic_year, measure, authorities, released_at, breakdowns, groups)
values ($1, $2, $3, $4, $5, $6)
returning number
