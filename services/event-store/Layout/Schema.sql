do $$
begin
  -- "create schema if not exists" asks for a right on the database even when the schema is there
  if not exists (select from pg_namespace where nspname = '{schema}') then
    create schema {schema};
  end if;
end $$;
