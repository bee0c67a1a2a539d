update {schema}.sessions set membership_id = @membershipId where session_id = @sessionId and ended_at is null
