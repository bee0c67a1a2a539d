-- Why a learner has not taken part: about a child and in confidence, so a plain row that erasure deletes, never an event.
create table if not exists {schema}.not_taking_part (
    tenant_id varchar not null,
    academic_year int not null,
    learner_id uuid not null,
    reason text not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    primary key (tenant_id, academic_year, learner_id)
);
