select tenant_id as TenantId, person_id as PersonId, email as Email, name as Name, provider as Provider, provider_subject as ProviderSubject, disabled as Disabled
from {schema}.people where email = @email
