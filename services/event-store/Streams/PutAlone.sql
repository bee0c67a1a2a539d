-- A lone event into a stream that has been taken.
with taken as materialized (select $1::text as tenant_id, $2::text as id, $4::bigint + 1 as version), {Streams.PutOne.sql}
returning array[seq_id]
