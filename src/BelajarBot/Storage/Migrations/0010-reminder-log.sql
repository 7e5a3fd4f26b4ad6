-- What was decided about each reminder that was due, kept for 90 days: why somebody was written to, or was not.

create table reminder_log (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    dialog @@code not null,
    reminder @@code not null,
    revision text not null,
    planned_for bigint not null,
    decided_at bigint not null,
    decision @@code not null,           -- sent, delayed or dropped
    reason @@code,
    delayed_until bigint,
    outbox_id bigint                    -- its message; gone from the outbox once it has arrived
);

create index reminder_log_by_person on reminder_log (person_id, decided_at);
create index reminder_log_by_age on reminder_log (decided_at);
