select urn, name, open from {schema}.known_schools where urn = any(@urns) order by name
