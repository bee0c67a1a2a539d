insert into {schema}.audit_rows (chain, seq, at, who, role, act, outcome, what, item, special, purpose, reason, correlation, times, key, previous, hash)
select * from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::text[],
  $14::integer[], $15::text[], $16::bytea[], $17::bytea[])
