using System.ComponentModel.DataAnnotations;

namespace BelajarBot.Conversations;

/// <summary>How fast messages go out: the section <c>Sending</c>. The defaults are what Telegram asks of every bot.</summary>
internal sealed class SendingOptions
{
    private int perSecondElsewhere;

    /// <summary>The most messages in any one second, over all people. Default: 30.</summary>
    [Range(1, 100_000)]
    public int PerSecond { get; set; } = 30;

    /// <summary>How many of those are kept for replies, whatever else is going out. Default: 6.</summary>
    [Range(0, 100_000)]
    public int ReservedForReplies { get; set; } = 6;

    /// <summary>What that leaves for broadcasts.</summary>
    public int BroadcastsPerSecond => Math.Max(1, PerSecond - ReservedForReplies);

    /// <summary>How many calls in a second a process may make that does not lead: answers to presses, and nothing else.</summary>
    public int PerSecondElsewhere => perSecondElsewhere;

    /// <summary>Leaves to each of the other processes its part of the calls, and takes it from what this one may make when it leads.</summary>
    internal void LeaveToOthers()
    {
        perSecondElsewhere = OtherProcesses == 0 ? 0 : Math.Max(1, PerSecond / 6);
        PerSecond = Math.Max(1, PerSecond - (OtherProcesses * perSecondElsewhere));
    }

    /// <summary>
    /// With a webhook and PostgreSQL: how many processes there are besides the one that sends. Each of them answers the button
    /// presses that are posted to it, with a sixth of <see cref="PerSecond"/> that the one that sends leaves free. Default: 1; 0 for
    /// a process that is alone.
    /// </summary>
    [Range(0, 5)]
    public int OtherProcesses { get; set; } = 1;

    /// <summary>The time between two messages to one person once the burst is used up. Default: one second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BetweenToOnePerson { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many replies in a row may go to one person without that time between them. Default: 4.</summary>
    [Range(1, 1000)]
    public int BurstToOnePerson { get; set; } = 4;

    /// <summary>How many requests may be under way at once. Default: 50.</summary>
    [Range(1, 1000)]
    public int AtOnce { get; set; } = 50;

    /// <summary>How often the outbox is looked through for what other processes put into it. Default: 50 milliseconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// With several processes on one PostgreSQL: how long the one that polls and sends may be silent before another takes
    /// over. Default: 15 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);
}
