using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels;

/// <summary>A way to reach people. What comes in goes to the turn; what goes out comes from the outbox.</summary>
internal interface IChannel
{
    /// <summary>The name that addresses on this channel are stored under.</summary>
    string Name { get; }

    /// <summary>
    /// Sends one message, or of one that is too long the part whose turn it is (<see cref="OutgoingMessage.PartsSent"/>). An
    /// expected refusal is a value; only a bug throws. The caller keeps the order within an address and the pace; this method
    /// makes exactly one attempt.
    /// </summary>
    Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel);

    /// <summary>
    /// Changes the words and buttons of a message that was sent before. The caller keeps the pace; a channel that cannot change
    /// messages refuses, and then the old one stands.
    /// </summary>
    /// <param name="address">Whose chat it is in.</param>
    /// <param name="messageId">The channel's number of it.</param>
    /// <param name="text">Its words from now on.</param>
    /// <param name="buttons">Its rows of buttons from now on.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<SendResult> EditAsync(
        string address, long messageId, RichText text, IReadOnlyList<IReadOnlyList<Button>> buttons, CancellationToken cancel) =>
        Task.FromResult<SendResult>(new SendResult.Refused("this channel cannot change messages"));

    /// <summary>
    /// Looks at what a file that somebody sent really is (<see cref="FileInput.Format"/>), where the channel can. Never throws
    /// and takes seconds at most: a file that cannot be looked at now comes back as it was.
    /// </summary>
    Task<FileInput> LookIntoAsync(FileInput file, CancellationToken cancel) => Task.FromResult(file);

    /// <summary>Fetches what is in a file that somebody sent, where the channel can. It may take seconds: never called within a turn.</summary>
    /// <param name="reference">How the channel finds the file: <see cref="FileInput.Reference"/>.</param>
    /// <param name="mostBytes">Larger ones are not fetched.</param>
    /// <param name="cancel">Stops it.</param>
    Task<Download> FetchAsync(string reference, int mostBytes, CancellationToken cancel) =>
        Task.FromResult<Download>(new Download.Gone("this channel gives out no files"));

    /// <summary>Whether many people read at this address, so that less may be sent to it.</summary>
    bool IsGroup(string address) => false;

    /// <summary>This press answered the question that it belongs to, so the channel may show so. Never throws and never waits.</summary>
    void NoteAnswered(IncomingMessage press)
    {
    }

    /// <summary>A link that opens a chat with the bot and carries a word to it, or null where there is none or it is not known yet.</summary>
    string? LinkTo(string payload) => null;

    /// <summary>
    /// Shows the person at this address these commands from now on, where the channel has a menu that it keeps. What cannot be
    /// shown is logged; the menu is a convenience.
    /// </summary>
    Task ShowCommandsAsync(string address, string language, IReadOnlyList<MenuLine> commands, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>A line of a menu of commands.</summary>
/// <param name="Command">Without the slash.</param>
/// <param name="Description">What it does, in the reader's language.</param>
internal sealed record MenuLine(string Command, string Description);

/// <summary>Why a person cannot be reached.</summary>
internal enum UnreachableCause
{
    /// <summary>They blocked the bot, or threw it out of their group.</summary>
    Blocked,

    /// <summary>Their account is gone.</summary>
    Deactivated,

    /// <summary>They never wrote to the bot, so it may not write to them; or there is no such chat.</summary>
    NeverStarted,
}

/// <summary>What became of an attempt to send.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="MessageId">The channel's number for it; 0 when it will only get one later.</param>
    /// <param name="HasMore">Whether this was a part of a long message, and the next part is to follow.</param>
    internal sealed record Sent(long MessageId, bool HasMore = false) : SendResult;

    /// <summary>It certainly did not arrive, and may be tried again after the wait (no connection).</summary>
    internal sealed record TryLater(TimeSpan Wait, string Reason) : SendResult;

    /// <summary>It did not arrive because too much was sent, to this chat or by this bot: nobody knows which (T67).</summary>
    internal sealed record SlowDown(TimeSpan Wait, string Reason) : SendResult;

    /// <summary>This person cannot be reached any more.</summary>
    internal sealed record Unreachable(UnreachableCause Cause, string Reason) : SendResult;

    /// <summary>The chat is at another address now; this message did not arrive.</summary>
    internal sealed record Moved(string Address) : SendResult;

    /// <summary>The styles of the text are refused; without them it may go (T97).</summary>
    internal sealed record StylesRefused(string Reason) : SendResult;

    /// <summary>The topic that it answers in (<see cref="OutgoingMessage.Thread"/>) is gone; outside it, it may go (T139).</summary>
    internal sealed record TopicGone(string Reason) : SendResult;

    /// <summary>The message itself is refused and will be refused again.</summary>
    internal sealed record Refused(string Reason) : SendResult;

    /// <summary>The request went out and no answer came back: it may or may not have arrived.</summary>
    internal sealed record Unknown(string Reason) : SendResult;

    /// <summary>The channel as a whole is closed (a revoked token): stop sending and raise the alarm.</summary>
    internal sealed record ChannelClosed(string Reason) : SendResult;
}
