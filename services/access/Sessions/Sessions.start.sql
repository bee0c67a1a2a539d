insert into {schema}.sessions (session_id, secret_hash, person_id, provider, membership_id, demo_school, started_at, seen_at)
values (@SessionId, @secretHash, @PersonId, @Provider, @MembershipId, @DemoSchool, @now, @now)
