insert into {schema}.schools as known (urn, name, la_code, la_name, trust_id, trust_name, open, version)
values (@Urn, @Name, @LaCode, @LaName, @TrustId, @TrustName, @Open, @Version)
on conflict (urn) do update
  set name = excluded.name, la_code = excluded.la_code, la_name = excluded.la_name, trust_id = excluded.trust_id,
      trust_name = excluded.trust_name, open = excluded.open, version = excluded.version
  where known.version < excluded.version
