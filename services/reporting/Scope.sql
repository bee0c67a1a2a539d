-- The register of schools is public; files of it are brought by who looks after Cohesion.
select {schema}.open_to_requests('schools', 'true');
select {schema}.open_to_requests(name, null, '''platform'' = any ((select {schema}.scope())::text[])') from unnest(array['school_import_files', 'school_import_rows', 'school_import_faults', 'school_import_work']) name;
-- A trust and a local authority reach the figures of their schools, no others.
select {schema}.open_to_requests(name, 'urn::text = any ((select {schema}.scope())::text[]) or urn in (
  select s.urn from {schema}.schools s
  where s.la_code in (select substr(p, 4)::integer from unnest({schema}.scope()) p where p like ''la-%'')
     or s.trust_id in (select substr(p, 7) from unnest({schema}.scope()) p where p like ''trust-%''))')
from unnest(array['measures', 'sessions', 'session_totals', 'referrals']) name;
