namespace BelajarBot.Channels.TelegramApi;

/// <summary>A way in which updates come from Telegram.</summary>
internal interface IUpdateSource
{
    /// <summary>Whether only one of several processes may run it at a time (T26).</summary>
    bool IsForOneProcess { get; }

    /// <summary>How it is going.</summary>
    TelegramHealth Health { get; }

    /// <summary>
    /// Runs until stopped, then finishes what is under way. It ends early only when the token is refused and no token file
    /// can bring another one.
    /// </summary>
    Task RunAsync(Receive receive, NoteReachability noteReachability, Park park, CancellationToken stop);
}
