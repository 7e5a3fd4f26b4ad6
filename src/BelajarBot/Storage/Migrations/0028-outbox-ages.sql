-- When it is too late to send a reminder, however long it waited on its way; null for what has no such moment.
alter table outbox add column valid_until bigint;

-- What ended and belongs to no campaign is deleted when it is old.
create index outbox_ended on outbox (created_at) where campaign_id is null and state not in ('queued', 'sending');
