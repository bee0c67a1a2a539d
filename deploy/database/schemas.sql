-- One schema per service, owned by its role and closed to every other.
do $$
declare
  service text;
begin
  execute format('revoke all on database %I from public', current_database());
  revoke all on schema public from public;
  foreach service in array array['access', 'activity', 'engagement', 'equity_monitoring', 'reporting'] loop
    execute format('grant connect, temporary on database %I to %I, %I', current_database(), service, service || '_work');
    execute format('grant connect on database %I to %I', current_database(), service || '_request');
    execute format('create schema if not exists %I authorization %I', service, service);
  end loop;
end
$$;
