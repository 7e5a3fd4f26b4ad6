using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Events;
using BelajarBot.Storage;

namespace BelajarBot.Circulars;

/// <summary>Tells the people of an area once that there is a circular for them: a range of people at a time, so that turns run in between.</summary>
internal sealed partial class Circulars(Database database, DialogCatalog catalog, Officers officers, TimeProvider time, ILogger<Circulars> logger)
{
    private const long Range = 5_000;

    /// <summary>Plans what is published; what waits for its preview is left for the next call.</summary>
    internal async Task RunDueAsync(CancellationToken cancel)
    {
        foreach (var id in await database.ReadAsync(CircularStore.PlanningAsync, cancel))
        {
            while (await database.WriteAsync(session => PlanAsync(session, id), cancel))
            {
            }
        }
    }

    /// <summary>One tick of the clock; what the store refuses now is still due at the next.</summary>
    internal async Task TickAsync(CancellationToken cancel)
    {
        try
        {
            await RunDueAsync(cancel);
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    /// <summary>Plans a range; true when there is another.</summary>
    private async Task<bool> PlanAsync(Session session, long id)
    {
        if (await CircularStore.FindAsync(session, id) is not { PlannedTo: { } planned, CampaignId: { } campaign } circular)
        {
            return false;
        }

        // Who lost the role in the meantime tells nobody any more.
        var now = time.GetUtcNow();
        var officer = circular.OfficerId is { } officerId ? await officers.OfAsync(session, officerId, now) : Officer.None;
        if (circular.State != Circular.Published || !officer.May(Permission.PublishCirculars, circular.Area)
            || Invitees.Of("true", circular.Area, circular.Channel, circular.OfficerId, officer.In(Permission.PublishCirculars), catalog.Current, session.Dialect, now) is not { } readers)
        {
            await Campaigns.CancelAsync(session, campaign, now);
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            return false;
        }

        var last = await Invitees.LastAsync(session);
        var to = Math.Min(planned + Range, last);
        await readers.AddAsync(session, campaign, planned, to, now);
        if (to < last)
        {
            await CircularStore.SaveAsync(session, circular with { PlannedTo = to });
            return true;
        }

        if (await Campaigns.StartAsync(session, campaign, now))
        {
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            LogAnnounced(id);
        }

        return false;
    }

    [LoggerMessage(2961, LogLevel.Warning, "Circulars could not be looked after; the next tick tries again")]
    private partial void LogLater(Exception trouble);

    [LoggerMessage(2962, LogLevel.Information, "Circular {Number} is being announced")]
    private partial void LogAnnounced(long number);
}
