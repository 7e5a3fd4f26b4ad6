namespace BelajarBot.Channels.TelegramApi;

/// <summary>What an error code of the Bot API means for the caller (T3).</summary>
internal enum BotApiErrorKind
{
    /// <summary>The request is wrong and will be wrong again.</summary>
    BadRequest,

    /// <summary>The token is wrong or revoked.</summary>
    Unauthorized,

    /// <summary>This recipient is lost.</summary>
    Forbidden,

    /// <summary>No such method or token: the address is wrong.</summary>
    NotFound,

    /// <summary>Another instance polls, or a webhook is set.</summary>
    Conflict,

    /// <summary>The request is too large.</summary>
    TooLarge,

    /// <summary>Too much, too fast: wait.</summary>
    TooManyRequests,

    /// <summary>The server or a proxy in front of it is in trouble; whether the call took effect is unknown.</summary>
    ServerTrouble,
}

/// <summary>What came of a call. Whatever a network or a server can do is a value; only a bug throws.</summary>
/// <typeparam name="T">The method's result.</typeparam>
internal abstract record BotApiResult<T>
{
    private BotApiResult()
    {
    }

    /// <summary>The call took effect.</summary>
    internal sealed record Ok(T Value) : BotApiResult<T>;

    /// <summary>The server answered with an error.</summary>
    /// <param name="Kind">What it means.</param>
    /// <param name="Code">The HTTP status.</param>
    /// <param name="Description">Telegram's words, which may gain a tail (T4).</param>
    /// <param name="RetryAfter">How long to wait, if it said.</param>
    /// <param name="MigrateToChatId">The chat's new id, if it moved.</param>
    internal sealed record Error(
        BotApiErrorKind Kind, int Code, string Description, TimeSpan? RetryAfter = null, long? MigrateToChatId = null)
        : BotApiResult<T>
    {
        /// <summary>Whether the description contains these words, in any case.</summary>
        public bool Says(string words) => Description.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>No answer came that could be understood.</summary>
    /// <param name="IsCertainlyNotSent">Whether the request surely never reached the server (T129).</param>
    /// <param name="Reason">Why, for the log.</param>
    internal sealed record NoAnswer(bool IsCertainlyNotSent, string Reason) : BotApiResult<T>;
}
