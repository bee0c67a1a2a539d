select release, audience, body_kind, body_id, visibility, reasons
from {schema}.released_rows
where release = any ($1)
