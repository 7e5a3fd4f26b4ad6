namespace TelegramSimulator.People;

/// <summary>How a person sends a message, where that shows in what the bot gets.</summary>
public sealed record MessageManner
{
    /// <summary>Written by hand into the chat.</summary>
    public static readonly MessageManner Plain = new();

    /// <summary>Whether it was forwarded, from the person's own chat elsewhere.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Whether nobody stands in <c>from</c>, as in channels and with anonymous administrators (T60).</summary>
    public bool HasNoSender { get; init; }

    /// <summary>The message that it answers, or null.</summary>
    public int? ReplyToMessageId { get; init; }

    /// <summary>The topic of a forum, or null.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The album that it belongs to, or null.</summary>
    public string? MediaGroupId { get; init; }

    /// <summary>How much later than the others it reaches the bot.</summary>
    public TimeSpan Delay { get; init; }
}
