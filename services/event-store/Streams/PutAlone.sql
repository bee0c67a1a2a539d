-- The same for a lone event.
with taken as materialized (select ($1::text[])[1] as tenant_id, ($2::text[])[1] as id, ($4::bigint[])[1] + 1 as version), {Streams.PutOne.sql}returning array[seq_id]
