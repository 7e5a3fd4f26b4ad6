-- Who takes part in which cycle of a programme, and what administrators changed of programmes.

create table enrolment (
    person_id bigint not null references person (id) on delete cascade,
    program @@code not null,
    cycle @@code not null,              -- empty for a programme without cycles
    enrolled_at bigint not null,
    primary key (person_id, program, cycle)
) @@without_rowid;

create index enrolment_by_cycle on enrolment (program, cycle);

-- Written over the programmes' files. Rows are only ever added: they are the history too.
create table programme_override (
    id @@identity,
    program @@code not null,
    cycle @@code not null,              -- empty for a fact or link
    key @@code not null,
    value text,                         -- null: as in the file again
    by text not null,
    at bigint not null,
    reason text
);

-- The dates that the due moments of conversations were worked out with last.
create table programme_date (
    program @@code not null,
    name @@code not null,
    day text not null,
    primary key (program, name)
) @@without_rowid;
