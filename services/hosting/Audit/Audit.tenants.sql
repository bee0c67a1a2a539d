-- From one chain to the next by the index; a plain distinct would read every row.
with recursive chains as (
  (select tenant_id from {schema}.audit_rows order by tenant_id limit 1)
  union all
  select (select min(tenant_id) from {schema}.audit_rows where tenant_id > chains.tenant_id) from chains where chains.tenant_id is not null)
select tenant_id from chains where tenant_id is not null
