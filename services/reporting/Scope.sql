-- The register of schools is public; files of it are brought by who looks after Cohesion.
select {schema}.open_to_requests('schools', 'true');
select {schema}.open_to_requests(name, null, '''platform'' = any ((select {schema}.scope())::text[])') from unnest(array['school_import_files', 'school_import_rows', 'school_import_faults', 'school_import_work']) name;
-- A trust and a local authority reach the figures that their schools share with them, by an agreement in force, and no others.
select {schema}.open_to_requests('sharing_agreements', 'urn::text = any ((select {schema}.scope())::text[]) or shared_with = any ((select {schema}.scope())::text[])');
select {schema}.open_to_requests(name, format('urn::text = any ((select {schema}.scope())::text[]) or urn in (
  select a.urn from {schema}.shared() a where a.shared_with = any ((select {schema}.scope())::text[]) and a.kind = %L)', kind))
from unnest(array['measures', 'sessions', 'session_totals', 'referrals'], array['reach', 'activities', 'activities', 'referrals']) as t (name, kind);
