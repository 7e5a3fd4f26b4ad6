-- The answer on a topic that a person got last in free words, how often in a row, and when: whom it has not helped twice is offered a human.
alter table person add column told text;
