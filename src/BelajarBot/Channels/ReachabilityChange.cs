namespace BelajarBot.Channels;

/// <summary>A person closed the chat to the bot or opened it again, or the chat moved, outside any conversation.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Address">Where the person is on that channel.</param>
/// <param name="UpdateId">The channel's number of this change; the same number twice is the same change.</param>
/// <param name="IsReachable">Whether the bot may write to them from now on.</param>
internal sealed record ReachabilityChange(string Channel, string Address, long UpdateId, bool IsReachable)
{
    /// <summary>The address that the chat has from now on, or null when it stayed (a group that became a supergroup).</summary>
    public string? MovedTo { get; init; }
}

/// <summary>Writes the change down. Ends and throws by the same rules as <see cref="Receive"/>.</summary>
internal delegate Task NoteReachability(ReachabilityChange change, CancellationToken cancel);
