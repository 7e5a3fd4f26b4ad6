-- Who is off duty until a day is on duty again by themselves; null is until they say so.
alter table off_duty add column until bigint;
