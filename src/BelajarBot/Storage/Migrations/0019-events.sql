-- Meetings that people are invited to, who comes, and what was agreed there.
create table event (
    id @@identity,
    officer_id bigint references person (id) on delete set null,
    channel @@code not null,
    state @@code not null,              -- draft, open, cancelled
    kind @@code not null,
    title text,
    area @@code,                        -- empty for the whole country; null while not chosen
    audience text,                      -- a condition on people, or 'petugas' for the officers of the area
    starts_at bigint,
    zone text,                          -- IANA zone in which that was said
    length_minutes bigint,
    place text,                         -- an address, or a link for those who have a seat
    capacity bigint,                    -- 0 for as many as like
    materials text,                     -- words or a link; empty for none
    file text,                          -- a document that was sent to the bot, as JSON
    gives_certificate bigint,
    repeats @@code,                     -- once, weekly, monthly
    series_start bigint,                -- of a series: when its first meeting was said to begin, from which the others are reckoned
    series_id bigint,                   -- the first event of its series
    followed_by bigint,                 -- the next one of it
    link_code @@code not null,          -- whoever comes with it may see the event
    attendance_code @@code not null,    -- is shown in the room
    version bigint not null default 0,  -- raised by each change that people are told of
    campaign_id bigint,                 -- of the invitation
    planned_to bigint,                  -- the last person who was looked at for it; null when nobody is to be
    notes text,                         -- the minutes
    due_at bigint,                      -- when it is to be looked at next
    created_at bigint not null
);

create index event_due on event (due_at) where due_at is not null;
create index event_by_start on event (starts_at) where state = 'open';
create index event_by_officer on event (officer_id, id);
create unique index event_by_link on event (link_code);
create index event_by_attendance_code on event (attendance_code);

create table event_answer (
    event_id bigint not null references event (id) on delete cascade,
    person_id bigint not null references person (id) on delete cascade,
    state @@code not null,              -- seen, yes, waiting, offered, no, lapsed
    asked_at bigint not null,           -- the waiting list is in this order
    offered_until bigint,               -- a seat is kept for them until then
    told_version bigint not null,       -- the newest change that they know of
    reminded bigint not null default 0, -- 1 a day before, 2 an hour before, 3 asked how it was
    attended_at bigint,
    rating bigint,
    comment text,
    certificate_name text,
    primary key (event_id, person_id)
) @@without_rowid;

create index event_answer_by_person on event_answer (person_id, event_id);
create index event_answer_queue on event_answer (event_id, state, asked_at);

-- What was agreed on at a meeting (RTL): who does it, and by when.
create table event_task (
    id @@identity,
    event_id bigint not null references event (id) on delete cascade,
    person_id bigint references person (id) on delete cascade,  -- who does it; null while not chosen
    title text not null,
    due_at bigint,
    remind_at bigint,                   -- when its owner is told next; null for never
    done_at bigint
);

create index event_task_due on event_task (remind_at) where remind_at is not null;
create index event_task_by_event on event_task (event_id);
create index event_task_by_person on event_task (person_id);
