update {schema}.rebuilds set position = $2, head = $3, ended_at = $4, failure = $5 where projection = $1
