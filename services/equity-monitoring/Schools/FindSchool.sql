select urn, name, open from {schema}.known_schools where urn = @urn
