select name, version from {schema}.projections
