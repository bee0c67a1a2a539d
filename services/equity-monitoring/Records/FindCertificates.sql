select learner_id, erased_at, erased_for, kept_until, identities, sealed_facts, file_rows, activity_at, activity_rows, engagement_at, engagement_rows
from {schema}.learner_records
where tenant_id = @tenant and erased_at is not null and (@learner::uuid is null or learner_id = @learner)
order by erased_at desc, learner_id
limit @limit offset @offset
