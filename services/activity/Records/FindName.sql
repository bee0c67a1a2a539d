select display_name, year_group, form from {schema}.roll where tenant_id = @tenant and learner_id = @learner
