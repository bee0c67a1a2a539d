-- What else there is to know about a stream comes with the rows.
insert into {schema}.mt_streams as s (tenant_id, id, version, timestamp, created, is_archived)
select tenant_id, stream_id, max(version), max(timestamp), min(timestamp), false from pg_temp.arriving group by tenant_id, stream_id
on conflict (tenant_id, id) do update set version = excluded.version, timestamp = excluded.timestamp
