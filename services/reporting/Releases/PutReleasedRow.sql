insert into {schema}.released_rows (release, audience, body_kind, body_id, visibility, reasons)
values ($1, $2, $3, $4, $5, $6)
