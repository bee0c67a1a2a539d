-- From one chain to the next by the index; a plain distinct would read every row.
with recursive chains as (
  (select chain from {schema}.audit_rows order by chain limit 1)
  union all
  select (select min(chain) from {schema}.audit_rows where chain > chains.chain) from chains where chains.chain is not null)
select chain from chains where chain is not null
