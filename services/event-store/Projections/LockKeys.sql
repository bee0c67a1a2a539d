select case when $2::text[] is null
  then pg_advisory_xact_lock(hashtextextended(current_schema || '.rows.' || $1::text, 0))
  else pg_advisory_xact_lock_shared(hashtextextended(current_schema || '.rows.' || $1::text, 0)) end,
  (select count(pg_advisory_xact_lock(hashtextextended(current_schema || '.rows.' || $1::text || key, 0))) from unnest($2::text[]) as key)
