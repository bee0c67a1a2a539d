with placed as materialized (
  select *
  from unnest((select $1::text[]), $2::text[], $4::bigint[], $8::text[], $9::text[], $10::jsonb[])
    with ordinality as s (tenant_id, id, before, correlation, causation, headers, place)
), {Streams.PutEvents.sql}
select array_agg(seq_id order by seq_id) from put
