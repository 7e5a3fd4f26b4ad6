-- How many people: each fact about somebody counts three times, so that any figure is a sum of few rows.
-- Grain 0: all days together, by area (day is 0). Grain 1: one day, by area. Grain 2: one day, by province.
create table counter (
    kind @@code not null,               -- person, milestone or enrolment
    scope @@code not null,              -- the programme, or the dialog where there is none; empty for people
    cycle @@code not null,
    grain bigint not null,
    day bigint not null,                -- days since 1970 on the clock of Jakarta
    area @@code not null,               -- of the person as it is now; empty while unknown
    level @@code not null,              -- likewise
    name @@code not null,               -- the milestone; of people their role
    people bigint not null,
    primary key (kind, scope, cycle, grain, day, area, level, name)
) @@without_rowid;

insert into counter (kind, scope, cycle, grain, day, area, level, name, people)
with fact as (
    select 'milestone' as kind, m.scope, m.cycle, m.milestone as name, (m.reached_at + 25200000) / 86400000 as day,
        coalesce(p.region, '') as area, coalesce(p.level, '') as level
    from milestone m join person p on p.id = m.person_id
    union all
    select 'enrolment', e.program, e.cycle, '', (e.enrolled_at + 25200000) / 86400000, coalesce(p.region, ''), coalesce(p.level, '')
    from enrolment e join person p on p.id = e.person_id
    union all
    select 'person', '', '', coalesce(role, ''), (created_at + 25200000) / 86400000, coalesce(region, ''), coalesce(level, '')
    from person
)
select kind, scope, cycle, 0, 0, area, level, name, count(*) from fact group by kind, scope, cycle, area, level, name
union all
select kind, scope, cycle, 1, day, area, level, name, count(*) from fact group by kind, scope, cycle, day, area, level, name
union all
select kind, scope, cycle, 2, day, substr(area, 1, 2), level, name, count(*) from fact group by kind, scope, cycle, day, substr(area, 1, 2), level, name;

-- Tickets are counted as they are, by the area to which they went.
create index ticket_by_opening on ticket (area, opened_at);
