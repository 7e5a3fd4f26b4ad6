-- Lists of contacts that officers sent as files: fetched beside the turns, and kept until their officer says yes, or for a day.
create table contact_file (
    person_id bigint not null primary key references person (id) on delete cascade,
    reference text not null,            -- by which the channel finds the file
    asked_at bigint not null,
    next_at bigint not null,            -- when it is to be fetched, or forgotten
    tries bigint not null default 0,
    content text                        -- once it is read and waits for a yes
);

create index contact_file_by_moment on contact_file (next_at);
