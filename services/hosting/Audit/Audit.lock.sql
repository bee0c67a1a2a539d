-- One writer a chain, for the moment of its transaction; always taken in the same order.
select count(pg_advisory_xact_lock(key)) from (
  select distinct hashtextextended('{schema}.audit.' || tenant, 0) as key from unnest($1::text[]) as tenant order by 1) as keys
