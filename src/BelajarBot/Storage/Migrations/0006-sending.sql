-- Sending exactly: who leads, what a campaign is, and what became of each of its messages.

-- One process of many polls and sends.
create table lease (
    name @@code not null primary key,
    holder @@code not null,
    until bigint not null               -- by the clock of the database
);

-- A message to many. It goes out while it is 'running'; the other states are planned, paused, cancelled, stopped, finished.
create table campaign (
    id @@identity,
    state @@code not null,
    reason text,                        -- why it was stopped
    created_at bigint not null,
    changed_at bigint not null
);

-- What a campaign says, once for each language.
create table campaign_text (
    campaign_id bigint not null references campaign (id) on delete cascade,
    language @@code not null,
    body text not null,                 -- JSON
    primary key (campaign_id, language)
) @@without_rowid;

-- A campaign's rows stay when they are done: state, reason and message_id tell what became of each.
alter table outbox add column campaign_id bigint;
alter table outbox add column message_id bigint;
alter table outbox add column parts_sent bigint not null default 0;    -- of a long text: how many messages have arrived

drop index outbox_due;
create index outbox_queued on outbox (id) where state = 'queued' and campaign_id is null;
create index outbox_sending on outbox (id) where state = 'sending';
create index outbox_campaign on outbox (campaign_id, state, id) where campaign_id is not null;
create unique index outbox_recipient on outbox (campaign_id, person_id) where campaign_id is not null;

-- Telegram said how long to be silent, and how fast to go from then on.
create table sending_pause (
    name @@code not null primary key,
    until bigint not null,
    per_second bigint not null
);

alter table person add column unreachable_reason text;     -- blocked, deactivated or never_started

-- Files that are at Telegram already, by what is in them: they are sent again without being uploaded again.
create table uploaded_file (
    bot @@code not null,
    content @@code not null,            -- kind and SHA-256
    file_id text not null,
    uploaded_at bigint not null,
    primary key (bot, content)
) @@without_rowid;
