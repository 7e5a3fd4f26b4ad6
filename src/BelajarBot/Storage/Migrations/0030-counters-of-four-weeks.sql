-- Grain 3: four weeks from a Monday, by province; its day is the first of them. A year of the country is then few rows.
insert into counter (kind, scope, cycle, grain, day, area, level, name, people)
select kind, scope, cycle, 3, (day + 3) / 28 * 28 - 3, area, level, name, sum(people) from counter
where grain = 2 group by kind, scope, cycle, (day + 3) / 28 * 28 - 3, area, level, name;

drop view counted;
drop view counted_change;

create view counted_change as
select c.id, c.kind, c.scope, c.cycle, g.grain, case g.grain when 0 then 0 when 3 then (c.day + 3) / 28 * 28 - 3 else c.day end as day,
    case when g.grain >= 2 then substr(c.area, 1, 2) else c.area end as area, c.level, c.name, c.people
from counter_change c cross join (select 0 as grain union all select 1 union all select 2 union all select 3) g;

create view counted as
select kind, scope, cycle, grain, day, area, level, name, people from counter
union all
select kind, scope, cycle, grain, day, area, level, name, people from counted_change;
