insert into {schema}.measures as m (urn, academic_year, measure, version, measured_at, breakdowns, groups, numerators, denominators)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (academic_year, measure, urn) do update set
  version = excluded.version, measured_at = excluded.measured_at, breakdowns = excluded.breakdowns, groups = excluded.groups,
  numerators = excluded.numerators, denominators = excluded.denominators
where m.version < excluded.version
