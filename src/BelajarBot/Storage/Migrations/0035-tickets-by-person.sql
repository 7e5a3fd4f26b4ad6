-- Erasing somebody looks up their questions and those that they answered, open or not.
create index ticket_of_person on ticket (person_id);
create index ticket_claimed on ticket (claimed_by) where claimed_by is not null;
