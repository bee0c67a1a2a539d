-- The register of schools and the list of what is revoked are public.
select {schema}.open_to_requests('schools', 'true');
select {schema}.open_to_requests('schools_with_roll', 'true');
select {schema}.open_to_requests('revocations', 'true', 'true');
-- Who looks after Cohesion sees who looks after every organisation; an organisation sees the people who are or were members of it, and who let them in.
select {schema}.open_to_requests('memberships', '''platform'' = any ((select {schema}.scope())::text[])', 'tenant_id = any ((select {schema}.scope())::text[])');
select {schema}.open_to_requests('people', 'exists (select from {schema}.memberships m where m.person_id = people.person_id or m.granted_by = ''person-'' || people.person_id::text)', 'tenant_id = any ((select {schema}.scope())::text[])');
