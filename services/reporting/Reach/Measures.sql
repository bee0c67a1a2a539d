-- What each school's learners came to, a row a school, year and measure: all groups at once, so that a reader never mixes two counts.
create table if not exists {schema}.measures (
  urn integer not null,
  academic_year integer not null,
  measure text not null,
  version bigint not null,
  measured_at timestamptz not null,
  breakdowns text[] not null,
  groups text[] not null,
  numerators integer[] not null,
  denominators integer[] not null,
  primary key (academic_year, measure, urn)
);
