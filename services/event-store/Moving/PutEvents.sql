with put as (
  insert into {schema}.mt_events
    (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
  select nextval('{schema}.mt_events_sequence'), id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id,
    causation_id, headers, is_archived
  from pg_temp.arriving
  order by seq_id
  returning seq_id
)
insert into {schema}.tenant_arrivals (tenant_id, copied_to, followed_to)
select $1, a.last, put.last
from (select max(seq_id) as last from pg_temp.arriving) a, (select max(seq_id) as last from put) put
where a.last is not null
on conflict (tenant_id) do update set copied_to = excluded.copied_to, followed_to = excluded.followed_to
