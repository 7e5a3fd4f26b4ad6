-- A campaign begins only when somebody has seen each of its texts arrive in their own chat.
create table campaign_preview (
    campaign_id bigint not null references campaign (id) on delete cascade,
    language @@code not null,
    outbox_id bigint not null,          -- the latest; it stands for as long as its row says 'sent'
    primary key (campaign_id, language)
) @@without_rowid;
