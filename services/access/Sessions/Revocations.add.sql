insert into {schema}.revocations (id, expires_at) values (@id, @until)
on conflict (id) do update set expires_at = excluded.expires_at
