-- Whoever takes an import keeps it while they report progress; after a crash it falls due again.
update {schema}.school_import_work set due = $2
where import_id = (select import_id from {schema}.school_import_work where due <= $1 order by due limit 1 for update skip locked)
returning import_id, step, traceparent, by_person
