select tenant_id, id, type, version, created, timestamp, coalesce(is_archived, false)
from {schema}.mt_streams
where ($1::text is null or tenant_id = $1) and ($2::text is null or starts_with(id, $2)) and ($3::text is null or type = $3)
  and ($4::text is null or (created, tenant_id, id) < ($6::timestamptz, $4, $5::text))
order by created desc, tenant_id desc, id desc
limit $7
