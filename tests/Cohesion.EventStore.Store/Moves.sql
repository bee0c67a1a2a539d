-- Every move of a checkpoint, and whether the session that made it was the owner, which only one can be.
create table if not exists {schema}.moves (
  name       text        not null,
  position   bigint      not null,
  is_owners  boolean     not null,
  moved_by   text        not null,
  moved_at   timestamptz not null default clock_timestamp()
);

create or replace function {schema}.note_move() returns trigger language plpgsql as $$
begin
  insert into {schema}.moves (name, position, is_owners, moved_by)
  select new.name, new.last_seq_id, count(l.pid) > 0, current_setting('application_name')
  from (select hashtextextended('{schema}.follower.' || new.name, 0) as key) k
  left join pg_locks l on l.pid = pg_backend_pid() and l.locktype = 'advisory' and l.mode = 'ExclusiveLock' and l.granted and l.objsubid = 1
    and l.classid::bigint = (k.key >> 32) & 4294967295 and l.objid::bigint = k.key & 4294967295;
  return null;
end $$;

create or replace trigger note_move after update on {schema}.mt_event_progression
for each row when (new.last_seq_id is distinct from old.last_seq_id) execute function {schema}.note_move();
