namespace TelegramSimulator.Faults;

/// <summary>What goes wrong with a call. Whether the call takes effect all the same is part of what it is.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>A refusal in the usual envelope; the call has no effect.</summary>
    public sealed record Status(int Code, string Description, int? RetryAfter = null, long? MigrateToChatId = null) : Fault;

    /// <summary>An answer that is not the usual envelope, such as a proxy's page; the call has no effect.</summary>
    public sealed record Body(int Code, string Text, string ContentType = "text/html") : Fault;

    /// <summary>The call takes effect, and its answer is cut off in the middle of the JSON.</summary>
    public sealed record TruncatedAfterApply : Fault;

    /// <summary>The call takes effect, and the connection breaks before an answer.</summary>
    public sealed record DropAfterApply : Fault;

    /// <summary>The connection breaks at once; the call has no effect.</summary>
    public sealed record Drop : Fault;

    /// <summary>The call has no effect and no answer ever comes.</summary>
    public sealed record NeverAnswer : Fault;

    /// <summary>Nothing goes wrong but the time it takes.</summary>
    public sealed record Delay(TimeSpan Time) : Fault;
}
