select stream_id, type, data::text as data
from {schema}.mt_events
where tenant_id = @tenant and stream_id like 'learner-%' and timestamp < @before
order by stream_id, version
