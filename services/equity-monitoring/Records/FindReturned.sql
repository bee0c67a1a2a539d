select learner_id from {schema}.learner_identities where tenant_id = @tenant and learner_id = any(@learners) order by learner_id
