-- Audiences are counted outside of turns where there are many people: who waits for which count.
alter table broadcast add column counting @@code;   -- what the count is for: audience or review; null when none is awaited
alter table broadcast add column count text;        -- JSON, from when it is counted until it is told

create index broadcast_counting on broadcast (id) where counting is not null;

-- Officers who asked how many people an expression means; the last question of each.
create table count_request (
    person_id bigint not null primary key references person (id) on delete cascade,
    expression text not null,
    area @@code,
    level @@code,
    asked_at bigint not null
);
