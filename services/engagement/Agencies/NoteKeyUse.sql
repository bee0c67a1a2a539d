update {schema}.agency_key_hashes
set last_used_at = greatest(last_used_at, $2::timestamptz), pepper = coalesce($4::text, pepper), hash = coalesce($5::bytea, hash)
where key_id = $1 and octet_length(hash) > 0 and ($5::bytea is not null or last_used_at is null or last_used_at <= $3)
