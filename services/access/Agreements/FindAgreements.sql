select agreement_id as AgreementId, shared_with as With, shares as Shares, basis as Basis, from_day as FromDay, until_day as UntilDay, agreed_at as AgreedAt, ended_at as EndedAt
from {schema}.agreements
where tenant_id = @tenant
order by ended_at is not null, from_day desc, agreed_at desc
