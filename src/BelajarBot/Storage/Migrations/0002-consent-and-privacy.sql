-- What people agreed to, where they came from, and how everything about one of them is found again.

alter table person add column consents text;     -- those given and not taken back, with versions: " data_program:1 "
alter table person add column source @@code;     -- the campaign that their first link named
alter table parked_update add column address @@code;

-- Every decision on a consent, in order; never changed, and gone only with its person.
create table consent_decision (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    consent @@code not null,
    decision text not null,             -- given, refused or withdrawn
    version text not null,
    text_hash text not null,            -- of the words that were shown
    language text not null,             -- in which they were shown
    manner text not null,               -- button or word
    at bigint not null
);

create index consent_decision_by_person on consent_decision (person_id);

-- The words behind each hash: what was agreed to can be shown for as long as anybody asks.
create table consent_text (
    consent @@code not null,
    text_hash text not null,
    language text not null,
    words text not null,
    first_at bigint not null,
    primary key (consent, text_hash)
);
