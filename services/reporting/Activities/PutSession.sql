insert into {schema}.sessions as s
  (session_id, activity_id, urn, academic_year, scheduled_version, delivered_version, tags_version, kind, community_based, strands, dimensions, present, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (session_id) do update set
  scheduled_version = greatest(s.scheduled_version, excluded.scheduled_version),
  delivered_version = greatest(s.delivered_version, excluded.delivered_version),
  present = case when excluded.delivered_version > s.delivered_version then excluded.present else s.present end,
  tags_version = greatest(s.tags_version, excluded.tags_version),
  kind = case when excluded.tags_version > s.tags_version then excluded.kind else s.kind end,
  community_based = case when excluded.tags_version > s.tags_version then excluded.community_based else s.community_based end,
  strands = case when excluded.tags_version > s.tags_version then excluded.strands else s.strands end,
  dimensions = case when excluded.tags_version > s.tags_version then excluded.dimensions else s.dimensions end,
  changed_at = greatest(s.changed_at, excluded.changed_at)
where excluded.scheduled_version > s.scheduled_version or excluded.delivered_version > s.delivered_version
