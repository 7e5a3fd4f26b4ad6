-- Tickets as officers work on them.
alter table ticket add column step @@code;                      -- where in the dialog it was asked
alter table ticket add column tries bigint not null default 0;  -- how many answers to that step could not be used
alter table ticket add column holds bigint not null default 1;  -- 1 when the dialog waits for it, 0 when it goes on beside it
alter table ticket add column claimed_by bigint references person (id) on delete set null;
alter table ticket add column claimed_at bigint;
alter table ticket add column first_answer_at bigint;
alter table ticket add column escalate_at bigint;               -- when those above are asked, unless somebody has answered
alter table ticket add column asked_area @@code;                -- whose officers are asked at present
alter table ticket add column ping_at bigint;                   -- when those are told; null once they are
alter table ticket add column pinged_at bigint;
alter table ticket add column reason @@code;                    -- why it was closed
alter table ticket add column rating bigint;

create index ticket_by_area on ticket (area, id) where closed_at is null;
create index ticket_to_escalate on ticket (escalate_at) where closed_at is null and escalate_at is not null;
create index ticket_to_ping on ticket (ping_at) where closed_at is null and ping_at is not null;
create index ticket_pinged on ticket (asked_area, pinged_at);
create index ticket_by_officer on ticket (claimed_by) where closed_at is null and claimed_by is not null;

-- The last question of each person that the bot could not answer, without secrets: for a human, should they want one.
create table kept_question (
    person_id bigint not null primary key references person (id) on delete cascade,
    words text not null,
    at bigint not null
);
