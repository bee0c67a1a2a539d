delete from {schema}.revocations where id = @id
