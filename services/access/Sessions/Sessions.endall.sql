update {schema}.sessions set ended_at = @now where person_id = @personId and ended_at is null
