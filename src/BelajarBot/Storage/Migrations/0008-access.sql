-- Who may do what and where, and who did.

-- Which capability a person's next words are for: it asked for them.
alter table person add column awaiting text;

create table role_grant (
    id @@identity,
    person_id bigint not null references person (id) on delete cascade,
    role bigint not null,
    area @@code not null,               -- empty for the whole country
    granted_by bigint references person (id) on delete set null,
    granted_at bigint not null,
    until bigint,
    revoked_at bigint,
    revoked_by bigint references person (id) on delete set null
);

create index role_grant_by_person on role_grant (person_id) where revoked_at is null;
create index role_grant_by_area on role_grant (area) where revoked_at is null;

-- Single use: whoever comes with the code holds the role from then on.
create table invitation (
    code_hash @@code not null primary key,      -- SHA-256; the code itself is not kept
    role bigint not null,
    area @@code not null,
    lasts_days bigint,                  -- how long the role lasts once taken; null for ever
    invited_by bigint references person (id) on delete set null,
    created_at bigint not null,
    until bigint not null,
    used_by bigint references person (id) on delete set null,
    used_at bigint
);

-- Who looked at or changed what: codes and numbers, no words about people.
create table audit (
    id @@identity,
    at bigint not null,
    officer_id bigint references person (id) on delete set null,
    act @@code not null,
    area @@code,
    person_id bigint references person (id) on delete set null,
    details text
);

create index audit_by_area on audit (area, id);
create index audit_by_officer on audit (officer_id, id);
create index audit_by_person on audit (person_id) where person_id is not null;
