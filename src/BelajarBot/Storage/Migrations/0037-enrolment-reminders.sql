-- Programmes remind those who take part: when the clock should look at an enrolment, and what the engine keeps of its reminders.
alter table enrolment add column due_at bigint;
alter table enrolment add column state text;     -- null while nobody was reminded of it

create index enrolment_due on enrolment (due_at) where due_at is not null;
