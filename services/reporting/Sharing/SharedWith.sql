select {schema}.shared($1, $2)
