-- Files with people that officers asked for and that are being made; a row goes with its file.
create table export_request (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    question text not null,             -- in the words that /statistik understands
    format bigint not null,
    asked_at bigint not null
);

-- Figures that come by themselves.
create table digest (
    person_id bigint not null primary key references person (id) on delete cascade,
    question text not null,
    rhythm bigint not null,             -- 1 every day, 2 on Mondays
    next_at bigint not null
);

create index digest_due on digest (next_at);
