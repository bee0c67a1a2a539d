-- Per learner and academic year: how often they were present, and how often a community-based session was offered to them by name.
-- register_sheet remembers what each register last said, so that a correction takes back exactly that.
create table if not exists {schema}.year_ledger (
    tenant_id varchar not null,
    academic_year int not null,
    learner_id uuid not null,
    attended int not null,
    community_attended int not null,
    community_offered int not null,
    primary key (tenant_id, academic_year, learner_id)
);

create table if not exists {schema}.register_sheet (
    tenant_id varchar not null,
    session_id uuid not null,
    academic_year int not null,
    community boolean not null,
    present uuid[] not null,
    absent uuid[] not null,
    primary key (tenant_id, session_id)
);
