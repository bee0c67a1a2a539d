insert into {schema}.school_import_work (import_id, step, due, traceparent, by_person) values ($1, $2, $3, $4, $5)
on conflict (import_id) do update set step = excluded.step, due = excluded.due, done = 0, total = 0, traceparent = excluded.traceparent, by_person = excluded.by_person
