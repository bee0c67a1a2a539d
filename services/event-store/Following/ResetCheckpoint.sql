insert into {schema}.mt_event_progression (name, last_seq_id)
select name, 0 from (values ($1::text)) as checkpoint (name) where name is not null
on conflict (name) do update set last_seq_id = 0, last_updated = transaction_timestamp()
