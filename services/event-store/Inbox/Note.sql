insert into {schema}.inbox (consumer, message_id, applied_at) values ($1, $2, $3) on conflict do nothing
