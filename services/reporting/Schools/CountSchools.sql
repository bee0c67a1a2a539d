select count(*) from {schema}.schools
