-- Audiences are counted outside of turns where there are many people: who waits for which count.
alter table broadcast add column counting @@code;   -- what the count is for: audience or review; null when none is awaited
alter table broadcast add column count text;        -- JSON, from when it is counted until it is told

create index broadcast_counting on broadcast (id) where counting is not null;

-- Officers who asked for figures that are read beside the turns; the last question of each.
create table count_request (
    person_id bigint not null primary key references person (id) on delete cascade,
    question text not null,             -- in the words that /statistik understands
    asked_at bigint not null
);

-- When the sending of a campaign's message began: it counts towards its person's week, and what they do after it is what came of it.
alter table outbox add column sent_at bigint;

create index campaign_by_change on campaign (changed_at);
