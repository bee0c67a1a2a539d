select distinct unnest(present) from {schema}.participation where tenant_id = @tenant and academic_year = @year and community_based
