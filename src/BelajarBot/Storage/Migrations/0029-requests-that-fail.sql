-- A file or count that cannot be made is tried again a little later, a few times; others are made in the meantime.
alter table export_request add column tries bigint not null default 0;
alter table export_request add column next_at bigint not null default 0;
alter table count_request add column tries bigint not null default 0;
alter table count_request add column next_at bigint not null default 0;

-- What comes by itself in the morning is about the days that are over.
update digest set question = replace(question, 'minggu ini', 'minggu lalu') where rhythm = 2;
update digest set question = replace(question, 'hari ini', 'kemarin');
