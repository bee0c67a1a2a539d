insert into {schema}.sessions as s (session_id, activity_id, urn, academic_year, cancelled_version, changed_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (session_id) do update set cancelled_version = excluded.cancelled_version, changed_at = greatest(s.changed_at, excluded.changed_at)
where excluded.cancelled_version > s.cancelled_version
