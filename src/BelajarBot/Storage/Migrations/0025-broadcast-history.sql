-- What came of broadcasts that are over, as it was when it was told: nobody counts a million rows again to list them.
alter table broadcast add column outcomes text;

-- The areas for which a broadcast was handed in, one row each, so that what others may see of it is decided in the query.
create table broadcast_area (
    broadcast_id bigint not null references broadcast (id) on delete cascade,
    area @@code not null,               -- empty for the whole country
    primary key (broadcast_id, area)
) @@without_rowid;

insert into broadcast_area (broadcast_id, area)
select b.id, g.area from broadcast b join (select distinct area from role_grant) g on ' ' || b.areas || ' ' like '% ' || g.area || ' %';
