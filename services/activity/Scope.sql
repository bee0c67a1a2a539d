-- Names of staff are seen by the schools they have acted for; everybody writes their own.
select {schema}.open_to_requests('staff', 'schools && (select {schema}.scope()) or ''me-'' || person_id = any ((select {schema}.scope())::text[])', '''me-'' || person_id = any ((select {schema}.scope())::text[])');
