-- One login role per service. Passwords come as settings cohesion.<service>, so that no text of this file holds one.
do $$
declare
  service text;
begin
  perform pg_advisory_xact_lock(hashtext('cohesion roles'));
  foreach service in array array['access', 'activity', 'engagement', 'equity_monitoring', 'reporting'] loop
    if not exists (select from pg_roles where rolname = service) then
      execute format('create role %I login', service);
    end if;
    execute format('alter role %I password %L', service, current_setting('cohesion.' || service));
  end loop;
end
$$;
