namespace BelajarBot.Channels.WebChat;

/// <summary>Everything that was said on the web channel, both ways: the rows of <c>web_message</c>.</summary>
internal interface IWebHistory
{
    /// <summary>
    /// Stores a message and returns its row number. A <see cref="WebMessage.ClientId"/> that the address already has
    /// changes nothing and returns the number of the row that is there; <see cref="WebMessage.Id"/> is ignored.
    /// </summary>
    Task<long> AppendAsync(WebMessage message, CancellationToken cancel);

    /// <summary>Changes what a message of an address shows; false when there is none of this number.</summary>
    Task<bool> EditAsync(string address, long id, string body, CancellationToken cancel);

    /// <summary>The newest <paramref name="limit"/> messages of an address that were changed, oldest first.</summary>
    Task<IReadOnlyList<WebMessage>> EditedAsync(string address, int limit, CancellationToken cancel);

    /// <summary>One message of an address by its row number, or null.</summary>
    Task<WebMessage?> FindAsync(string address, long id, CancellationToken cancel);

    /// <summary>The newest <paramref name="limit"/> messages of an address after a row number, oldest first.</summary>
    Task<IReadOnlyList<WebMessage>> ReadAsync(string address, long afterId, int limit, CancellationToken cancel);
}

/// <summary>One message as it is stored: a row of <c>web_message</c>.</summary>
/// <param name="Id">The row number; later messages have higher ones.</param>
/// <param name="Address">Whose chat it is in.</param>
/// <param name="Direction"><see cref="In"/> or <see cref="Out"/>, as seen by the bot.</param>
/// <param name="Body">What the page shows, as JSON: see <see cref="WebBody"/>.</param>
/// <param name="ClientId">The page's number of an incoming message; minus the outbox number of an outgoing one.</param>
/// <param name="At">When, in Unix milliseconds.</param>
internal sealed record WebMessage(long Id, string Address, string Direction, string Body, long? ClientId, long At)
{
    /// <summary>How often it was changed after it was stored.</summary>
    public long Edits { get; init; }

    /// <summary>From the person to the bot.</summary>
    public const string In = "in";

    /// <summary>From the bot to the person.</summary>
    public const string Out = "out";
}
