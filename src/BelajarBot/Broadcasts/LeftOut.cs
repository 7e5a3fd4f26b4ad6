using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>A broadcast that somebody was not written to by, and why. It is reckoned from what is known of them now.</summary>
/// <param name="Number">The broadcast.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Reason">One of the words of this type.</param>
internal sealed record LeftOut(long Number, DateTimeOffset StartedAt, string Reason)
{
    internal const string Area = "area";
    internal const string NotMeant = "audience";
    internal const string Later = "later";
    internal const string Stopped = "stopped";
    internal const string Unreachable = "unreachable";
    internal const string Told = "told_lately";
    internal const string Week = "weekly_cap";

    /// <summary>They would be a recipient now; something was different then.</summary>
    internal const string Changed = "changed";

    /// <summary>Whether they were meant at all, so that something else kept it from them.</summary>
    internal bool IsMeant => Reason is not (Area or NotMeant or Later);

    /// <summary>Those that started in some time, the newest first.</summary>
    internal static async Task<IReadOnlyList<LeftOut>> OfAsync(
        Session session, DialogLibrary library, long personId, DateTimeOffset from, DateTimeOffset until, Restraint restraint)
    {
        var found = new List<LeftOut>();
        foreach (var broadcast in await BroadcastStore.WithoutAsync(session, personId, from, until))
        {
            if (Audience.Compile(broadcast.Audience ?? "", library).Expression is { } audience && broadcast.StartedAt is { } started)
            {
                var recipients = new Recipients(broadcast, audience, library, broadcast.Limit, restraint, session.Dialect, started);
                found.Add(new LeftOut(broadcast.Id, started, await recipients.WhyNotAsync(session, personId, started)));
            }
        }

        return found;
    }
}
