select urn, name from {schema}.schools where urn = any (@urns);
