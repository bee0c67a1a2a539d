select academic_year, version, measured_at, groups::text as groups from {schema}.reach_measures where tenant_id = @tenant order by academic_year desc
