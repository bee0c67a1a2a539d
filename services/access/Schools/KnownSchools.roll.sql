insert into {schema}.schools_with_roll (urn) values (@Urn) on conflict do nothing
