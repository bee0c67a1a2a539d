update {schema}.sessions set seen_at = @now
where secret_hash = @secretHash and ended_at is null and seen_at > @idleSince and started_at > @startedSince
returning session_id as SessionId, person_id as PersonId, provider as Provider, membership_id as MembershipId, demo_school as DemoSchool
