-- When it is too late to send a reminder, however long it waited on its way; null for what has no such moment.
alter table outbox add column valid_until bigint;
