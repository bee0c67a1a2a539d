update {schema}.subject_keys set wrapped_by = null, wrapped = null, destroyed_at = $3
where tenant_id = $1 and subject = $2 and destroyed_at is null
