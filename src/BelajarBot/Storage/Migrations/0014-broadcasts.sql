-- Messages to many that officers compose: what they said so far, and how far it has come.
-- Once a broadcast is 'started', the state of its campaign says how it goes on.
create table broadcast (
    id @@identity,
    officer_id bigint references person (id) on delete set null,
    channel @@code not null,            -- where its recipients are: a bot reaches people on one channel
    state @@code not null,              -- draft, awaiting, scheduled, started, cancelled, expired
    version bigint not null default 1,  -- rises with every change, so that an old button confirms nothing new
    audience text,                      -- an expression; null while it is not chosen
    audience_words text,                -- the same as the officer chose it
    file text,                          -- JSON, or null
    opens @@code,                       -- the dialog of the button, empty for none; null while it is not chosen
    starts_at bigint,                   -- 0 for at once; null while it is not chosen
    zone text,                          -- IANA zone in which that was said
    after_id bigint,                    -- only who got that broadcast
    areas text,                         -- the officer's areas when it was handed in
    counted bigint not null default 0,  -- recipients when it was shown
    other_readers bigint not null default 0,    -- those of them who read another language
    fingerprint @@code,                 -- of whom it goes to and what it says
    campaign_id bigint,
    planned_to bigint not null default 0,   -- the last person who was looked at
    approved_by bigint references person (id) on delete set null,
    progress_id bigint,                 -- the outbox row of the message that shows the progress
    seen_ended bigint not null default 0,   -- counts at the last look for climbing errors
    seen_failed bigint not null default 0,
    reason text,
    created_at bigint not null,
    changed_at bigint not null,
    started_at bigint,
    reported_at bigint                  -- when the result was told
);

create index broadcast_by_officer on broadcast (officer_id, id);
create index broadcast_open on broadcast (state, id) where reported_at is null;
create index broadcast_by_start on broadcast (started_at) where started_at is not null;

create table broadcast_text (
    broadcast_id bigint not null references broadcast (id) on delete cascade,
    language @@code not null,
    source text not null,               -- as the officer wrote it; empty where they want none in this language
    primary key (broadcast_id, language)
) @@without_rowid;
