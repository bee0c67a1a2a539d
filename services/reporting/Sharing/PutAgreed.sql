insert into {schema}.sharing_agreements as known (agreement_id, urn, shared_with, shares, from_day, until_day, agreed)
values ($1, $2, $3, $4, $5, $6, true)
on conflict (agreement_id) do update set shares = excluded.shares, from_day = excluded.from_day, until_day = excluded.until_day, agreed = true
