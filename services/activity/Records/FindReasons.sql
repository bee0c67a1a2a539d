select academic_year as year, reason as code, recorded_at from {schema}.not_taking_part where tenant_id = @tenant and learner_id = @learner order by academic_year
