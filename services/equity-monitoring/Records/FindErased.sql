select tenant_id, learner_id from {schema}.learner_records where erased_at is not null order by tenant_id, learner_id
