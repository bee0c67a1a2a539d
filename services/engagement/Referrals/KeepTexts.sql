insert into {schema}.referral_texts (tenant_id, referral_id, kind, text)
select $1, $2, given.kind, given.text from unnest($3::text[], $4::text[]) as given (kind, text)
on conflict (tenant_id, referral_id, kind) do update set text = excluded.text
