update {schema}.mt_streams set is_archived = true where tenant_id = $1 and id = $2
