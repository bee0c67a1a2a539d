insert into {schema}.mt_events
  (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
select nextval('{schema}.mt_events_sequence'), e.id, e.stream_id, e.version, e.data, e.type, $8, e.tenant_id, e.dotnet_type, $9::text, $10::text, $11::jsonb, false
from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::jsonb[], $6::text[], $7::text[]) with ordinality
  as e (id, tenant_id, stream_id, version, data, type, dotnet_type, place)
order by e.place
returning seq_id
