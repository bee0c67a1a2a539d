-- Words about a cancelled session may name somebody: a reference row that can be deleted; the event carries only its id.
create table if not exists {schema}.session_notes (
    tenant_id varchar not null,
    note_id uuid not null,
    note text not null,
    primary key (tenant_id, note_id)
);
