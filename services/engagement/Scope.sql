-- The register of schools is public.
select {schema}.open_to_requests('schools', 'true');
-- Names of staff are seen by the schools they have acted for; everybody writes their own.
select {schema}.open_to_requests('staff_names', 'schools && (select {schema}.scope()) or ''me-'' || person_id = any ((select {schema}.scope())::text[])', '''me-'' || person_id = any ((select {schema}.scope())::text[])');
-- An agency sees the referrals it made, and what the school wrote for it: where else there is help. The school sees everything about its own.
select {schema}.open_to_requests('referrals', '''agency-'' || agency_id::text = any ((select {schema}.scope())::text[])', 'tenant_id = any ((select {schema}.scope())::text[])');
select {schema}.open_to_requests('referral_texts', 'kind = ''signpost'' and exists (select from {schema}.referrals r where r.tenant_id = referral_texts.tenant_id and r.referral_id = referral_texts.referral_id)', 'tenant_id = any ((select {schema}.scope())::text[])');
-- Who looks after Cohesion keeps the agencies; a school knows those that have referred to it. Hashes of keys go with the keys.
select {schema}.open_to_requests('agencies', 'exists (select from {schema}.referrals r where r.agency_id = agencies.agency_id)', 'tenant_id = any ((select {schema}.scope())::text[])');
select {schema}.open_to_requests('agency_key_hashes', null, 'exists (select from {schema}.agency_keys k where k.key_id = agency_key_hashes.key_id)', '''platform'' = any ((select {schema}.scope())::text[])');
