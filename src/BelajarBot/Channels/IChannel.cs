namespace BelajarBot.Channels;

/// <summary>A way to reach people. What comes in goes to the turn; what goes out comes from the outbox.</summary>
internal interface IChannel
{
    /// <summary>The name that addresses on this channel are stored under.</summary>
    string Name { get; }

    /// <summary>
    /// Sends one message. An expected refusal is a value; only a bug throws. The caller keeps the order within an
    /// address and the pace; this method makes exactly one attempt.
    /// </summary>
    Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel);
}

/// <summary>What became of an attempt to send.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="MessageId">The channel's number for it.</param>
    internal sealed record Sent(long MessageId) : SendResult;

    /// <summary>It certainly did not arrive, and may be tried again after the wait (a 429, no connection).</summary>
    internal sealed record TryLater(TimeSpan Wait, string Reason) : SendResult;

    /// <summary>This person cannot be reached any more: blocked the bot, closed the account, never started.</summary>
    internal sealed record Unreachable(string Reason) : SendResult;

    /// <summary>The message itself is refused and will be refused again.</summary>
    internal sealed record Refused(string Reason) : SendResult;

    /// <summary>The request went out and no answer came back: it may or may not have arrived.</summary>
    internal sealed record Unknown(string Reason) : SendResult;

    /// <summary>The channel as a whole is closed (a revoked token): stop sending and raise the alarm.</summary>
    internal sealed record ChannelClosed(string Reason) : SendResult;
}
