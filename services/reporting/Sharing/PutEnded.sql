insert into {schema}.sharing_agreements as known (agreement_id, urn, shared_with, ended)
values ($1, $2, $3, true)
on conflict (agreement_id) do update set ended = true
