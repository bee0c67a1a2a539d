-- What was read from a file is the school's whose file it is. A part is there before its file, in one transaction.
select {schema}.open_to_requests('roll_file_parts', null, 'import_id in (select import_id from {schema}.roll_files)', 'true');
select {schema}.open_to_requests('roll_rows', null, 'import_id in (select import_id from {schema}.roll_files)');
select {schema}.open_to_requests('roll_hints', null, 'import_id in (select import_id from {schema}.roll_files)');
select {schema}.open_to_requests('roll_faults', null, 'import_id in (select import_id from {schema}.roll_files)');
select {schema}.open_to_requests('roll_progress', null, 'import_id in (select import_id from {schema}.roll_files)');
