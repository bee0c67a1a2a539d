-- What has been answered of a plan so far; kept for its author for two weeks.
create table if not exists {schema}.plan_drafts (
    tenant_id varchar not null,
    draft_id uuid not null,
    person_id text not null,
    answers jsonb not null,
    updated_at timestamptz not null,
    primary key (tenant_id, draft_id)
);
