insert into {schema}.known_schools (urn, name, la_code, trust_id, trust_name, phase, open, version)
values (@Urn, @Name, @LaCode, @TrustId, @TrustName, @Phase, @Open, @Version)
on conflict (urn) do update set
  name = excluded.name, la_code = excluded.la_code, trust_id = excluded.trust_id, trust_name = excluded.trust_name,
  phase = excluded.phase, open = excluded.open, version = excluded.version
where known_schools.version < excluded.version
