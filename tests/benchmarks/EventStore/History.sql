-- $2 events as the store would have written them, from position $1: $3 activities at a time, the first of them number $4, each visited in turn by
-- another of the hundred learners of its school.
with activities as (
  select n, 'activity-' || lpad(n::text, 9, '0') as id, (120000 + n % 100)::text as tenant_id
  from generate_series($4::integer, $4 + $3::integer - 1) as n
), streams as (
  insert into {schema}.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
  select tenant_id, id, 'activity', $2::integer / $3, timestamptz '2026-09-01', timestamptz '2026-09-01', false
  from activities
), visits as (
  select i, $1::bigint + i as number, 'activity-' || lpad(($4 + i % $3)::text, 9, '0') as id, (120000 + ($4 + i % $3) % 100)::text as tenant_id
  from generate_series(0, $2 - 1) as i
)
insert into {schema}.mt_events
  (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, headers, is_archived)
select number, gen_random_uuid(), id, i / $3 + 1,
  jsonb_build_object(
    'number', number, 'learnerId', lpad(to_hex(i / 100 * 37 % 100), 8, '0') || '-0007-0007-0102-030405060708', 'partnerId', '00000000-0000-7000-8000-000000000000',
    'partner', 'Guildford Youth Theatre', 'programme', 'Holiday activities and food', 'place', 'The Old School Hall',
    'on', '2026-11-20', 'starts', '15:30:00', 'minutes', 30 + number % 60, 'note', 'Came with a friend, stayed to the end'),
  'visit_made', timestamptz '2026-09-01' + number * interval '1 second', tenant_id, $5, '{"by": "staff-0192f3a1"}', false
from visits
order by i
