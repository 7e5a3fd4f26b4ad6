-- How often the bot changed a message that stands in a web chat: an open page shows what is new to it.
alter table web_message add column edits bigint not null default 0;
create index web_message_edited on web_message (address, id) where edits > 0;
