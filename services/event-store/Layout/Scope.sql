-- Which rows a request sees. It runs as the role <owner>_request, which owns nothing, and every table is closed to it but for rows of the places that
-- its transaction names; a transaction that names none sees nothing. Background work runs as <owner>_work, which sees everything and makes no tables.
-- A policy is only made where it is not there as it should be, because making one keeps everybody out of its table for a moment.
select set_config('cohesion.told', '', false);
create or replace function {schema}.scope() returns text[] language sql stable parallel safe as $$
  select coalesce(string_to_array(nullif(current_setting('cohesion.scope', true), ''), ','), '{}')
$$;
create or replace function {schema}.policy(t regclass, policy text, command text, condition text) returns void language plpgsql as $$
declare
  made text := (select obj_description(oid, 'pg_policy') from pg_policy where polrelid = t and polname = policy);
begin
  if made is not distinct from condition then
    return;
  end if;
  execute format('drop policy if exists %I on %s', policy, t);
  if condition is not null then
    execute format('create policy %I on %s for %s to %I %s', policy, t, command, current_user || '_request',
      case command when 'insert' then format('with check (%s)', condition) else format('using (%s)', condition) end);
    execute format('comment on policy %I on %s is %L', policy, t, condition);
  end if;
end $$;
create or replace function {schema}.allow(t regclass, role text, rights text) returns void language plpgsql as $$
begin
  -- The last right stands for all of them: has_table_privilege asks for any of a list.
  if not has_table_privilege(role, t, substring(rights from '[a-z]+$')) then
    execute format('grant %s on %s to %I', rights, t, role);
  end if;
end $$;
-- Opens rows of a table to requests: those they see, those they see and write, and those they may add; null is none.
create or replace function {schema}.open_to_requests(name text, seen text, written text default null, added text default null) returns void language plpgsql as $$
declare
  t regclass := to_regclass(format('{schema}.%I', name));
begin
  if t is null then
    return; -- the set-up has not come to it yet
  end if;
  perform set_config('cohesion.told', current_setting('cohesion.told') || ',' || name, false);
  if not (select relrowsecurity and relforcerowsecurity from pg_class where oid = t) then
    execute format('alter table %s enable row level security, force row level security', t);
  end if;
  if not exists (select from pg_policy where polrelid = t and polname = 'service') then
    execute format('create policy service on %s to %I using (true) with check (true)', t, current_user);
  end if;
  perform {schema}.policy(t, 'requests_see', 'select', seen);
  perform {schema}.policy(t, 'requests_write', 'all', written);
  perform {schema}.policy(t, 'requests_add', 'insert', added);
  perform {schema}.allow(t, current_user || '_work', case obj_description(t, 'pg_class') when 'append-only' then 'select, insert' else 'select, insert, update, delete' end);
  if coalesce(seen, written, added) is not null then
    perform {schema}.allow(t, current_user || '_request', 'select, insert, update, delete');
  elsif has_table_privilege(current_user || '_request', t, 'select') then
    execute format('revoke all on %s from %I', t, current_user || '_request');
  end if;
end $$;
select {schema}.open_to_requests('projections', 'true');
select {schema}.open_to_requests(relname, null) from pg_class where oid = to_regclass('{schema}.subject_keys');
