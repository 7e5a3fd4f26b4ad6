using System.ComponentModel.DataAnnotations;

namespace BelajarBot.Broadcasts;

/// <summary>What officers' messages to many keep to: the section <c>Broadcasts</c>.</summary>
internal sealed class BroadcastsOptions
{
    /// <summary>Whoever got a broadcast within so many days gets no other; 0 switches it off. Default: 3.</summary>
    [Range(0, 90)]
    public int QuietDays { get; set; } = 3;

    /// <summary>With more people than this the recipients are counted beside the turn, and the officer is told when it is done. Default: 20,000.</summary>
    [Range(0, long.MaxValue)]
    public long CountAtOnceUpTo { get; set; } = 20_000;

    /// <summary>With more recipients than this, a second officer or an admin has to approve. Default: 500.</summary>
    [Range(0, long.MaxValue)]
    public long ApprovalAbove { get; set; } = 500;

    /// <summary>A broadcast pauses by itself when more than this share of its messages fail. Default: 0.2.</summary>
    [Range(0.01, 1.0)]
    public double PauseAtFailures { get; set; } = 0.2;

    /// <summary>How long a draft that nobody touches is kept. Default: seven days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "90.00:00:00")]
    public TimeSpan KeepDrafts { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a broadcast waits for approval. Default: three days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "90.00:00:00")]
    public TimeSpan ApproveWithin { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How late one may still start, where the bot was off at its moment. Default: two hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Late { get; set; } = TimeSpan.FromHours(2);
}
