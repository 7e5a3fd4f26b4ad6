-- Who wrote a message of a ticket: the person, or staff to them.
alter table ticket_message add column author text not null default 'person';
