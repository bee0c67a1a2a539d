-- Three login roles per service: <service> owns its schema and makes tables, <service>_work reads and writes rows of all tenants in the background,
-- <service>_request owns nothing and sees the rows of the places a request is for. Who works may leave foreign keys to its statements (decision 15);
-- without that the store is slower, not wrong. Passwords come as settings cohesion.<service>, so that no text of
-- this file holds one.
do $$
declare
  service text;
  kind text;
begin
  perform pg_advisory_xact_lock(hashtext('cohesion roles'));
  foreach service in array array['access', 'activity', 'engagement', 'equity_monitoring', 'reporting'] loop
    foreach kind in array array['', '_work', '_request'] loop
      if not exists (select from pg_roles where rolname = service || kind) then
        execute format('create role %I login', service || kind);
      end if;
      execute format('alter role %I password %L %s', service || kind, current_setting('cohesion.' || service), case kind when '_work' then 'bypassrls' else 'nobypassrls' end);
    end loop;
    execute format('grant set on parameter session_replication_role to %I', service || '_work');
  end loop;
end
$$;
