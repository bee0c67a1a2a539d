-- One replica makes the first key, the others find it.
lock table {schema}.signing_keys in exclusive mode
