-- What the service says nothing else of: rows of a tenant, or of a school, are for requests of that tenant's or school's; all other tables are closed.
do $$
declare
  tab record;
begin
  for tab in
    select c.relname as name,
      (select attname from pg_attribute where attrelid = c.oid and attname in ('tenant_id', 'urn') and not attisdropped order by attname limit 1) as whose
    from pg_class c
    where c.relnamespace = '{schema}'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all (string_to_array(current_setting('cohesion.told'), ','))
  loop
    perform {schema}.open_to_requests(tab.name, null, case when tab.whose is not null then format('%I::text = any ((select {schema}.scope())::text[])', tab.whose) end);
  end loop;
  execute format('grant usage on schema {schema} to %I, %I', current_user || '_work', current_user || '_request');
  execute format('grant usage on all sequences in schema {schema} to %I, %I', current_user || '_work', current_user || '_request');
end $$;
