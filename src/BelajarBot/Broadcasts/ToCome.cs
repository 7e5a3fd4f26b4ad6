using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>A scheduled broadcast that would go to somebody. It is reckoned from what is known of them now.</summary>
/// <param name="Number">The broadcast.</param>
/// <param name="StartsAt">When it starts.</param>
internal sealed record ToCome(long Number, DateTimeOffset StartsAt)
{
    /// <summary>Those of which the person would be a recipient, the next first.</summary>
    internal static async Task<IReadOnlyList<ToCome>> OfAsync(Session session, DialogLibrary library, long personId, Restraint restraint, DateTimeOffset now)
    {
        var found = new List<ToCome>();
        foreach (var broadcast in await BroadcastStore.ScheduledAsync(session))
        {
            if (Audience.Compile(broadcast.Audience ?? "", library).Expression is { } audience && broadcast.StartsAt is { } starts)
            {
                var recipients = new Recipients(broadcast, audience, library, broadcast.Limit, restraint, session.Dialect, now);
                if (await recipients.WhyNotAsync(session, personId, now) == LeftOut.Changed)
                {
                    found.Add(new ToCome(broadcast.Id, starts == 0 ? now : DateTimeOffset.FromUnixTimeMilliseconds(starts)));
                }
            }
        }

        return found;
    }
}
