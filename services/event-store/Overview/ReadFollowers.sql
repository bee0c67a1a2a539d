-- Who follows holds the advisory lock of Own.sql.
select f.name, coalesce(p.last_seq_id, 0), p.last_updated, extract(epoch from now() - p.last_updated)::double precision, l.pid, host(a.client_addr),
  n.seq_id, n.id, n.tenant_id, n.stream_id, n.version, n.type, n.timestamp, n.headers ->> 'by', n.correlation_id, n.causation_id, octet_length(n.data::text)
from unnest($1::text[]) with ordinality as f (name, place)
left join {schema}.mt_event_progression p on p.name = f.name
cross join lateral (select hashtextextended('{schema}.follower.' || f.name, 0) as key) k
left join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.classid::bigint = (k.key >> 32) & 4294967295 and l.objid::bigint = k.key & 4294967295
left join pg_stat_activity a on a.pid = l.pid
left join lateral (select * from {schema}.mt_events where seq_id > coalesce(p.last_seq_id, 0) order by seq_id limit 1) n on true
order by f.place
