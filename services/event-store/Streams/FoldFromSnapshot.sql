with kept as materialized (
  select n.version, n.state
  from {schema}.snapshots n
  join {schema}.mt_streams s on s.tenant_id = n.tenant_id and s.id = n.stream_id and n.version <= s.version
  where n.tenant_id = $1 and n.stream_id = $2 and n.aggregate = $3 and n.shape = $4
)
select version, null::varchar as type, state as data, null::uuid as id from kept
union all
( -- the limit as in FoldStream.sql
  select version, type, data, id
  from {schema}.mt_events
  where tenant_id = $1 and stream_id = $2 and type <> 'tombstone' and version > coalesce((select version from kept), 0)
  order by version
  limit (select 9223372036854775807)
)
order by version
