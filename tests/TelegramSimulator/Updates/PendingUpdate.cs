namespace TelegramSimulator.Updates;

/// <summary>An update that the bot has not acknowledged.</summary>
internal sealed record PendingUpdate(int Id, byte[] Json, DateTimeOffset ExpiresAt, WebhookKey Key);

/// <summary>
/// Whose updates wait for one another when they are posted to a webhook (T35): messages of a chat, presses of a user,
/// memberships of a chat. Without a space an update waits for nobody.
/// </summary>
internal readonly record struct WebhookKey(KeySpace Space, long Id);

internal enum KeySpace
{
    Own,
    Chat,
    User,
    Membership,
}
