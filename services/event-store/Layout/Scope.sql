-- Which rows a request sees. It runs as the role <owner>_request, which owns nothing, and every table is closed to it but for rows of the places that
-- its transaction names; a transaction that names none sees nothing. Background work runs as <owner>_work, which sees everything and makes no tables.
-- A policy is only made where it is not there as it should be, because making one keeps everybody out of its table for a moment.
select set_config('cohesion.told', '', false);
create or replace function {schema}.scope() returns text[] language sql stable parallel safe as $$
  select coalesce(string_to_array(nullif(current_setting('cohesion.scope', true), ''), ','), '{}')
$$;
create or replace function {schema}.close_to_requests(name text) returns void language plpgsql as $$
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
  -- has_table_privilege asks for any of a list, so that each right is asked for by itself
  if obj_description(t, 'pg_class') is not distinct from 'append-only' then
    if not has_table_privilege(current_user || '_work', t, 'insert') then
      execute format('grant select, insert on %s to %I', t, current_user || '_work');
    end if;
  elsif not has_table_privilege(current_user || '_work', t, 'delete') then
    execute format('grant select, insert, update, delete on %s to %I', t, current_user || '_work');
  end if;
end $$;
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
-- Opens rows of a table to requests: those they see, those they see and write, and those they may add; null is none.
create or replace function {schema}.open_to_requests(name text, seen text, written text default null, added text default null) returns void language plpgsql as $$
declare
  t regclass := to_regclass(format('{schema}.%I', name));
begin
  if t is null then
    return;
  end if;
  perform {schema}.close_to_requests(name);
  perform {schema}.policy(t, 'requests_see', 'select', seen);
  perform {schema}.policy(t, 'requests_write', 'all', written);
  perform {schema}.policy(t, 'requests_add', 'insert', added);
  if not has_table_privilege(current_user || '_request', t, 'delete') then
    execute format('grant select, insert, update, delete on %s to %I', t, current_user || '_request');
  end if;
end $$;
select {schema}.open_to_requests('projections', 'true');
select {schema}.close_to_requests(relname) from pg_class where oid = to_regclass('{schema}.subject_keys');
