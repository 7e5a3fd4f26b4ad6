using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BelajarBot.Telemetry;

/// <summary>
/// What the bot counts and traces, under one name for whoever collects it. Labels are kinds, classes and codes: never an id
/// of a person, a name, a text, an address or a token.
/// </summary>
internal static class BotTelemetry
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "BelajarBot";

    private static readonly Meter Meter = new(Name);

    /// <summary>Starts the spans; without a listener nothing is made.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>Updates that came in, by the way in and by kind.</summary>
    public static Counter<long> UpdatesReceived { get; } = Meter.CreateCounter<long>("belajarbot.updates.received");

    /// <summary>How old a message was when it came in.</summary>
    public static Histogram<double> UpdateLag { get; } = Meter.CreateHistogram<double>("belajarbot.updates.lag", "s");

    /// <summary>Updates whose turn is not committed yet: the depth of the inbox.</summary>
    public static UpDownCounter<long> UpdatesUnderWay { get; } = Meter.CreateUpDownCounter<long>("belajarbot.updates.under_way");

    /// <summary>Updates that found no turn at once, by why: unreadable, not stored, or a turn that failed.</summary>
    public static Counter<long> UpdatesFailed { get; } = Meter.CreateCounter<long>("belajarbot.updates.failed");

    /// <summary>Messages over a person's limit, which got no turn.</summary>
    public static Counter<long> UpdatesTurnedAway { get; } = Meter.CreateCounter<long>("belajarbot.updates.turned_away");

    /// <summary>Posts to the webhook that were refused, by status.</summary>
    public static Counter<long> WebhookRefused { get; } = Meter.CreateCounter<long>("belajarbot.webhook.refused");

    /// <summary>People who blocked or unblocked the bot.</summary>
    public static Counter<long> Reachability { get; } = Meter.CreateCounter<long>("belajarbot.people.reachability");

    /// <summary>Calls of the Bot API, by method and code; 0 when no answer came.</summary>
    public static Counter<long> Calls { get; } = Meter.CreateCounter<long>("belajarbot.telegram.calls");

    /// <summary>How long Telegram asked to wait with its 429s.</summary>
    public static Histogram<double> CallWaits { get; } = Meter.CreateHistogram<double>("belajarbot.telegram.waits", "s");

    /// <summary>When a poll was last answered or the webhook last took an update, in Unix seconds.</summary>
    public static Gauge<double> LastContact { get; } = Meter.CreateGauge<double>("belajarbot.telegram.last_contact", "s");

    /// <summary>Updates that wait at Telegram, when it was last asked.</summary>
    public static Gauge<long> Backlog { get; } = Meter.CreateGauge<long>("belajarbot.telegram.backlog");

    /// <summary>Attempts to send, by channel, class and outcome.</summary>
    public static Counter<long> Sends { get; } = Meter.CreateCounter<long>("belajarbot.sends");

    /// <summary>How long an attempt to send took.</summary>
    public static Histogram<double> SendTime { get; } = Meter.CreateHistogram<double>("belajarbot.sends.duration", "s");
}
