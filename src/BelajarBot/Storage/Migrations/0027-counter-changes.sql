-- Turns only add a row to what changed; the clock adds such rows to the counters, many at once. So a turn pays for one small
-- row a fact, and no two turns wait for the same counter.
create table counter_change (
    id @@passing,
    kind @@code not null,
    scope @@code not null,
    cycle @@code not null,
    day bigint not null,
    area @@code not null,
    level @@code not null,
    name @@code not null,
    people bigint not null
);

-- What a change does to each counter that it concerns.
create view counted_change as
select c.id, c.kind, c.scope, c.cycle, g.grain, case g.grain when 0 then 0 else c.day end as day,
    case g.grain when 2 then substr(c.area, 1, 2) else c.area end as area, c.level, c.name, c.people
from counter_change c cross join (select 0 as grain union all select 1 union all select 2) g;

-- The counters with all that changed: where figures are read.
create view counted as
select kind, scope, cycle, grain, day, area, level, name, people from counter
union all
select kind, scope, cycle, grain, day, area, level, name, people from counted_change;
