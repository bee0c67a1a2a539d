insert into {schema}.reach_due (tenant_id, academic_year) values (@tenant, @year)
