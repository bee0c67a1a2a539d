insert into {schema}.visitors (tenant_id, visitor_id, name)
select @tenant, visitor_id, name from unnest(@ids, @names) as visitor (visitor_id, name)
on conflict do nothing;
