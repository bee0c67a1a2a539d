-- One row per session: what lists, Today and the planner look at.
create table if not exists {schema}.activity_calendar (
    tenant_id varchar not null,
    session_id uuid not null,
    activity_id uuid not null,
    academic_year int not null,
    title text not null,
    kind text not null,
    community_based boolean not null,
    strands text[] not null,
    dimensions text[] not null,
    themes text[] not null,
    whole_school boolean not null,
    open_to_all boolean not null,
    year_groups text[] not null,
    forms text[] not null,
    learners uuid[] not null,
    invited uuid[] not null,
    place text,
    capacity int,
    on_day date not null,
    starts time not null,
    ends time not null,
    starts_at timestamptz not null,
    expected int not null,
    present int,
    status text not null,
    primary key (tenant_id, session_id)
);

create index if not exists activity_calendar_by_day on {schema}.activity_calendar (tenant_id, on_day, starts, session_id);
create index if not exists activity_calendar_by_activity on {schema}.activity_calendar (tenant_id, activity_id);
