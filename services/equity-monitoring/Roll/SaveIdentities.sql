insert into {schema}.learner_identities (tenant_id, learner_id, upn, surname, forename, preferred_surname, preferred_forename, date_of_birth)
select @tenant, n.* from unnest(@ids, @upns, @surnames, @forenames, @preferredSurnames, @preferredForenames, @births) as n
on conflict (tenant_id, learner_id) do update set
  surname = excluded.surname, forename = excluded.forename, preferred_surname = excluded.preferred_surname,
  preferred_forename = excluded.preferred_forename, date_of_birth = excluded.date_of_birth
