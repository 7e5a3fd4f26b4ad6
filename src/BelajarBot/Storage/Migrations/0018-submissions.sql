-- What people sent in to be reviewed, and what became of it.
create table submission (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    kind @@code not null,
    dialog @@code not null,
    revision @@code not null,           -- what was sent is read and mended with the questions that it answers
    step @@code not null,               -- the step that sent it
    title text not null,
    area @@code,                        -- whose officers review it; null for the whole country's
    review_by @@code not null,          -- the role that reviews it: reviewer or admin
    state @@code not null,
    questions text not null,            -- the steps that were answered, in their order, as JSON
    answers text not null,              -- JSON
    submitted_at bigint not null,
    changed_at bigint not null,
    reviewer_id bigint references person (id) on delete set null,
    remind_at bigint,                   -- when somebody is reminded that it waits for them; null for never
    reminders bigint not null           -- how often they were since it changed
);

create index submission_by_person on submission (person_id);
create index submission_by_area on submission (area, id) where state in ('submitted', 'in_review');
create index submission_by_revision on submission (dialog, revision);
create index submission_due on submission (remind_at) where remind_at is not null;
create index submission_by_reviewer on submission (reviewer_id) where reviewer_id is not null;

-- Why a question is to be answered anew; of those that a reviewer has begun to return, too.
create table submission_reason (
    submission_id bigint not null references submission (id) on delete cascade,
    step @@code not null,
    reason text not null,
    primary key (submission_id, step)
);

-- Who did what with it, and when.
create table submission_event (
    id @@identity,
    submission_id bigint not null references submission (id) on delete cascade,
    at bigint not null,
    actor_id bigint references person (id) on delete set null,
    act @@code not null,
    note text
);

create index submission_event_by_submission on submission_event (submission_id, id);
create index submission_event_by_actor on submission_event (actor_id) where actor_id is not null;
