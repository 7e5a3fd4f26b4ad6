namespace BelajarBot.Channels.TelegramApi;

/// <summary>How the way in from Telegram is.</summary>
/// <param name="LastContact">When Telegram last answered or brought something, or null before the first time.</param>
/// <param name="Trouble">What is wrong now and the way out, or null.</param>
/// <param name="Since">When that began.</param>
/// <param name="IsClosed">Whether it gave up until someone mends the configuration.</param>
/// <param name="Note">What is worth knowing though messages still come in and go out, or null.</param>
internal sealed record TelegramHealth(DateTimeOffset? LastContact, string? Trouble, DateTimeOffset? Since, bool IsClosed, string? Note = null);

/// <summary>A kind of trouble: the same kind twice in a row is one trouble and one line in the log.</summary>
/// <param name="Kind">What makes it the same.</param>
/// <param name="Text">What is wrong and the way out.</param>
/// <param name="Wait">How long Telegram says to wait, or null for our own pace.</param>
internal sealed record TelegramTrouble(string Kind, string Text, TimeSpan? Wait = null)
{
    /// <summary>The token is refused: calling again would change nothing (T5).</summary>
    public bool IsTokenRefused => Kind == nameof(BotApiErrorKind.Unauthorized);

    /// <summary>The trouble that a result means, or null when it means none.</summary>
    public static TelegramTrouble? Of<T>(BotApiResult<T> result) => result switch
    {
        BotApiResult<T>.Error error => new TelegramTrouble(error.Kind.ToString(), Sentence(error.Kind, error.Description), error.RetryAfter),
        BotApiResult<T>.NoAnswer lost => new TelegramTrouble("NoAnswer", $"Telegram cannot be reached: {lost.Reason}."),
        _ => null,
    };

    /// <summary>The store took no update.</summary>
    public static TelegramTrouble NotStored(Exception cause) =>
        new("Store", $"Updates cannot be stored ({cause.GetType().Name}). They are kept and offered again.");

    private static string Sentence(BotApiErrorKind kind, string description) => kind switch
    {
        BotApiErrorKind.Unauthorized =>
            $"Telegram refuses the token ({description}). Get the current one from BotFather and set Telegram:Token or the token file.",
        BotApiErrorKind.NotFound => $"Telegram does not know this address ({description}). Check Telegram:BaseUrl and the token.",
        BotApiErrorKind.Conflict =>
            $"Someone else takes this bot's updates ({description}). Stop the other instance; this one goes on when it is gone.",
        BotApiErrorKind.TooManyRequests => $"Telegram asks to wait ({description}).",
        BotApiErrorKind.ServerTrouble => $"Telegram's server is in trouble ({description}).",
        _ when description.Contains("webhook", StringComparison.OrdinalIgnoreCase) =>
            $"Telegram refuses the webhook ({description}). Check Telegram:WebhookUrl.",
        _ => $"Telegram refuses the call ({description}).",
    };
}
