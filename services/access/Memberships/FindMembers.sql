select m.tenant_id as TenantId, m.membership_id as MembershipId, m.person_id as PersonId, m.role as RoleName, m.from_day as FromDay, m.until_day as UntilDay,
       m.invited_at as InvitedAt, m.accepted_at as AcceptedAt, m.ended_at as EndedAt, m.revision as Revision,
       p.email as Email, p.name as Name, coalesce(p.disabled, false) as Disabled, g.name as GrantedByName
from {schema}.memberships m
left join {schema}.people p on p.person_id = m.person_id
left join {schema}.people g on 'person-' || g.person_id::text = m.granted_by
where (@tenant::text is null or m.tenant_id = @tenant)
  and (@person::uuid is null or m.person_id = @person)
  and (@membership::uuid is null or m.membership_id = @membership)
order by lower(coalesce(nullif(p.name, ''), p.email, '')), m.invited_at
