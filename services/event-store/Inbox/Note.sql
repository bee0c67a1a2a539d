insert into {schema}.inbox (consumer, message_id, applied_at, tenant_id) values ($1, $2, $3, $4) on conflict do nothing
