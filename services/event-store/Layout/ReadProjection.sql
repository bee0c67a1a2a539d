select version, lifecycle from {schema}.projections where name = $1
