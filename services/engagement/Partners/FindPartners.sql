with activity as (
  select partner_id, count(*)::int as sessions, sum(present)::int as presences, max(on_day) as last_activity
  from {schema}.partner_sessions, unnest(partner_ids) as partner_id
  where tenant_id = $1
  group by partner_id
)
select partners.partner_id, partners.name, partners.sector, partners.community, partners.since, partners.last_contact, partners.last_medium, partners.ended,
       coalesce(activity.sessions, 0) as sessions, coalesce(activity.presences, 0) as presences, activity.last_activity
from {schema}.partners
left join activity on activity.partner_id = partners.partner_id
where partners.tenant_id = $1 and ($2::uuid is null or partners.partner_id = $2)
order by partners.name, partners.partner_id
