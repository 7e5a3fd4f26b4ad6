-- A campaign that the sender stopped because each of its messages was refused: when its officer was told.
alter table campaign add column told_at bigint;

create index campaign_stopped on campaign (id) where state = 'stopped' and told_at is null;
