-- Circulars: a document for an area, which people there can ask for and are told of once.
create table circular (
    id @@identity,
    officer_id bigint references person (id) on delete set null,
    channel @@code not null,
    state @@code not null,              -- draft, published, withdrawn
    area @@code not null,               -- empty for the whole country
    title text,
    file text not null,                 -- as it was sent to the bot, as JSON
    campaign_id bigint,
    planned_to bigint,                  -- the last person who was looked at for the announcement; null when nobody is to be
    created_at bigint not null,
    published_at bigint
);

create index circular_by_area on circular (area, published_at) where state = 'published';
create index circular_planning on circular (id) where planned_to is not null;
create index circular_by_officer on circular (officer_id);
