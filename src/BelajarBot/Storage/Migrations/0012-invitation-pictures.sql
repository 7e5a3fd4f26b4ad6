-- The picture of an invitation's code, done away with as soon as the code is worth nothing.
alter table invitation add column picture text;

create index invitation_by_inviter on invitation (invited_by) where used_at is null;
