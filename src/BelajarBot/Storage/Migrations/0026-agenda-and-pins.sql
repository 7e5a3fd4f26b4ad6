-- Where a meeting is on the map, and the issues that come before PMO meetings.
alter table event add column pin text;      -- latitude,longitude

create table event_agenda (
    submission_id bigint primary key references submission (id) on delete cascade,
    event_id bigint not null references event (id) on delete cascade,
    decision text,
    decided_at bigint,
    task_id bigint references event_task (id) on delete set null
);

create index event_agenda_by_event on event_agenda (event_id, submission_id);
create index event_agenda_by_task on event_agenda (task_id) where task_id is not null;
