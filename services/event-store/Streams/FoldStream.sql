-- With a limit that the planner does not know the rows come along the index, the first at once; else it may gather and sort them all, a long stream on the disk.
select version, type, data, id
from {schema}.mt_events
where tenant_id = $1 and stream_id = $2 and type <> 'tombstone'
order by version
limit (select 9223372036854775807)
