-- version is of the newest fact about being on the roll, named_version of the newest about name, year group and form: they may come in any order.
-- Names as registers read them out: plain reference rows, never in events. Erasure deletes the row and leaves the opaque id in roll_forgotten,
-- so that a late message cannot bring the name back.
create table if not exists {schema}.roll (
    tenant_id varchar not null,
    learner_id uuid not null,
    version bigint not null,
    named_version bigint not null,
    display_name text not null,
    year_group text not null,
    form text not null,
    joined_at timestamptz,
    left_on date,
    primary key (tenant_id, learner_id)
);

create table if not exists {schema}.roll_forgotten (
    tenant_id varchar not null,
    learner_id uuid not null,
    primary key (tenant_id, learner_id)
);

-- Former learners whose record is kept and not used: nobody is shown who they were.
create table if not exists {schema}.roll_restricted (
    tenant_id varchar not null,
    learner_id uuid not null,
    version bigint not null,
    restricted boolean not null,
    primary key (tenant_id, learner_id)
);
