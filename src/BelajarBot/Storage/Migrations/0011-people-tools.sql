-- Files that the bot made for people; they are deleted a week later, or as soon as their person is erased.
create table sent_file (
    id @@identity,
    person_id bigint references person (id) on delete set null,
    path @@code not null,               -- below the folder of files
    name text not null,
    kept_at bigint not null
);

create index sent_file_by_age on sent_file (kept_at);
create index sent_file_by_person on sent_file (person_id);
create index sent_file_by_path on sent_file (path);

-- A person's last message announced a secret without telling it: its kind only, for one message.
alter table person add column announced bigint;

-- What people asked to be reminded of, each once.
create table personal_reminder (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    words text not null,                -- what of; may be empty
    due_at bigint,                      -- null while they have not said when
    is_confirmed bigint not null,       -- 0 until they have said yes
    created_at bigint not null
);

create index personal_reminder_due on personal_reminder (due_at) where is_confirmed = 1;
create index personal_reminder_by_person on personal_reminder (person_id);
