-- The next events after a position. Those of other types or of other partitions, and of tenants that were
-- followed on the shard they came from, are counted, not carried; the last columns say how far the page goes.
with page as materialized (
  select * from {schema}.mt_events where seq_id > $1 order by seq_id limit $2
), extent as (
  select count(*) as events, max(seq_id) as last, min(timestamp) as since from page
)
select p.seq_id, p.id, p.stream_id, p.version, p.data, p.type, p.timestamp, p.tenant_id, p.correlation_id, p.causation_id, p.headers,
  extent.events, extent.last, (select coalesce(max(seq_id), 0) from {schema}.mt_events) as head, extent.since
from extent
left join page p on p.type <> 'tombstone' and ($3::text[] is null or p.type = any ($3::text[]))
  and not exists (select from {schema}.tenant_arrivals a where a.tenant_id = p.tenant_id and a.followed_to >= p.seq_id)
  and ($5::integer = 1 or mod(hashtextextended(p.tenant_id, 0) & 1073741823, $5::integer) = $4::integer)
order by p.seq_id
