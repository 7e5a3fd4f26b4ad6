-- Which officer is told of which question, and when: each is told of all that is new to them at once, and then left alone for a while.
drop index ticket_to_ping;
drop index ticket_pinged;
alter table ticket drop column ping_at;
alter table ticket drop column pinged_at;

create table ticket_notice (
    ticket_id bigint not null references ticket (id) on delete cascade,
    officer_id bigint not null references person (id) on delete cascade,
    due_at bigint,                      -- when they are told; null when they have been, or need not be any more
    told_at bigint,
    primary key (ticket_id, officer_id)
);

create index ticket_notice_due on ticket_notice (due_at) where due_at is not null;
create index ticket_notice_of_officer on ticket_notice (officer_id, told_at);
