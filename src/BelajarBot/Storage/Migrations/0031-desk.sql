-- Officers are asked role by role within an area; who is off duty is not told of questions.
alter table ticket add column asked_role bigint;                -- whose turn it is, in asked_area

create table off_duty (
    person_id bigint not null primary key references person (id) on delete cascade,
    since bigint not null
);

-- Those at the top are reminded of what nobody takes; so are they of what waits already.
update ticket set escalate_at = opened_at where closed_at is null and claimed_by is null and escalate_at is null and first_answer_at is null;

-- Since when others than whoever sits at the computer may have come by the web chat: its people are real from then on.
create table public_page (
    since bigint not null
);
