-- What Telegram was told about the webhook of a bot, and which process is telling it now.
create table telegram_webhook (
    bot_id bigint primary key,
    fingerprint text not null,          -- SHA-256 of the address, the secret, the connections and the kinds of updates
    claimed_by text not null,
    claimed_until bigint not null
);
