select held_on from {schema}.participation where tenant_id = @tenant and community_based and @learner = any(present) order by held_on
