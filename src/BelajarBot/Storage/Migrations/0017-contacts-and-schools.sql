-- Whom a teacher can turn to, by area; and schools by their number. Both come from files and hold nothing about people who use the bot.
create table office_contact (
    id @@identity,
    area @@code not null,               -- empty for the whole country
    name text not null,
    duty text,
    phone text,
    telegram text,
    email text,
    hours text
);

create index office_contact_by_area on office_contact (area);

create table school (
    npsn @@code not null primary key,
    name text not null,
    area @@code not null,
    level @@code
) @@without_rowid;
