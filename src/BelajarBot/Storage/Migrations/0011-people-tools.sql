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
