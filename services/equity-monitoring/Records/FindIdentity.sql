select upn, surname, forename, preferred_surname, preferred_forename, date_of_birth from {schema}.learner_identities where tenant_id = @tenant and learner_id = @learner
