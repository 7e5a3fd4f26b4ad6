-- Who talks to the bot, where they stand, and what is on its way to them.

create table person (
    id @@identity,
    channel @@code not null,
    address @@code not null,
    language text not null,
    display_name text,
    name text,                          -- what to call them
    role text,
    level text,
    region @@code,                      -- an area code such as 32.73
    npsn text,
    email_belajar text,
    zone text,                          -- IANA time zone
    status text not null default 'active',   -- or stopped: nothing but answers
    unreachable_since bigint,           -- they closed the chat to the bot, or their account is gone
    conversation_count bigint not null default 0,
    active_dialog text,
    created_at bigint not null,
    seen_at bigint not null,
    unique (channel, address)
);

create table conversation (
    person_id bigint not null references person (id) on delete cascade,
    dialog @@code not null,
    number bigint not null,
    revision text not null,
    step @@code not null,
    turn bigint not null,
    status text not null,
    state text not null,                -- JSON
    started_at bigint not null,
    updated_at bigint not null,
    due_at bigint,                      -- when the clock should look at it again
    primary key (person_id, dialog)
) @@without_rowid;

create index conversation_due on conversation (due_at) where due_at is not null;

create table milestone (
    person_id bigint not null references person (id) on delete cascade,
    scope @@code not null,              -- the programme, or the dialog where there is none
    milestone @@code not null,
    cycle @@code not null default '',   -- a programme cycle, or nothing
    reached_at bigint not null,
    primary key (person_id, scope, cycle, milestone)
) @@without_rowid;

-- Updates that were turned into a turn, kept for 48 hours so that none is taken twice.
create table seen_update (
    channel @@code not null,
    update_id bigint not null,
    seen_at bigint not null,
    primary key (channel, update_id)
) @@without_rowid;

create index seen_update_by_age on seen_update (seen_at);

-- Messages that are not yet sent; a row is deleted once it is.
create table outbox (
    id @@identity,
    channel @@code not null,
    address @@code not null,
    person_id bigint,
    class bigint not null,              -- 0 reply, 1 reminder, 2 broadcast
    body text not null,                 -- JSON
    state text not null default 'queued',
    attempts bigint not null default 0,
    not_before bigint not null,
    created_at bigint not null,
    reason text
);

create index outbox_due on outbox (class, not_before) where state = 'queued';

-- Updates that could not be handled, for somebody to look at.
create table parked_update (
    id @@identity,
    channel @@code not null,
    update_id bigint not null,
    reason text not null,
    raw text not null,
    parked_at bigint not null,
    unique (channel, update_id)
);

create table web_message (
    id @@identity,
    address @@code not null,
    direction text not null,
    body text not null,                 -- JSON
    client_id bigint,                   -- the page's own number of what it sent, to recognise a repetition
    at bigint not null,
    unique (address, client_id)
);

create index web_message_by_address on web_message (address, id);

-- Every text of a dialog that somebody may still be in the middle of.
create table dialog_revision (
    dialog @@code not null,
    revision text not null,
    source text not null,
    loaded_at bigint not null,          -- when it was last taken into use; those in use now share the latest
    primary key (dialog, revision)
);

-- People whom a dialog handed over to a human.
create table ticket (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    dialog @@code not null,
    queue @@code not null,
    area @@code,
    note text,
    opened_at bigint not null,
    answer_by bigint,                   -- when somebody should have answered
    closed_at bigint
);

create index ticket_open on ticket (person_id, dialog) where closed_at is null;

-- What people said while a human was at it.
create table ticket_message (
    id @@identity,
    ticket_id bigint not null references ticket (id) on delete cascade,
    body text not null,                 -- JSON
    at bigint not null
);

create index ticket_message_by_ticket on ticket_message (ticket_id);
