select session_id, on_day, kind, present from {schema}.partner_sessions
where tenant_id = $1 and partner_ids @> array[$2::uuid]
order by on_day desc, session_id
limit 25
