using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Events;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Circulars;

/// <summary>
/// Tells the people of an area once that there is a circular for them: a range of people at a time, so that turns run in between.
/// Where that cannot be sent, its officer is told.
/// </summary>
internal sealed partial class Circulars(
    Database database, DialogCatalog catalog, Sender sender, Officers officers, TimeProvider time, ILogger<Circulars> logger) : IDueWork
{
    private const long Range = 5_000;
    private const string Table = "circular";

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until)
    {
        DateTimeOffset?[] moments = [await CircularStore.PlanningSinceAsync(session), await Campaigns.StoppedSinceAsync(session, Table)];
        return moments.Min() is { } since ? (since < until ? since : until) : null;
    }

    /// <summary>Plans what is published; what waits for its preview is left for the next call.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var id in await database.ReadAsync(CircularStore.PlanningAsync, cancel))
        {
            Planning planning;
            do
            {
                planning = await database.WriteAsync(session => PlanAsync(session, id), cancel);
            }
            while (planning == Planning.More);
            count += planning == Planning.Done ? 1 : 0;
        }

        var told = await database.WriteAsync(TellOfStoppedAsync, cancel);
        sender.Enqueue(told);
        return count + told.Count;
    }

    private async Task<IReadOnlyList<OutgoingMessage>> TellOfStoppedAsync(Session session)
    {
        var said = new List<OutgoingMessage>();
        foreach (var (id, reason) in await Campaigns.TellStoppedAsync(session, Table, time.GetUtcNow()))
        {
            LogStopped(id);
            if (await CircularStore.FindAsync(session, id) is { OfficerId: { } officerId } circular
                && await PersonStore.FindAsync(session, officerId) is { Status: Person.Active, UnreachableSince: null } officer)
            {
                said.Add(await Outbox.AddAsync(
                    session, officer.Id, officer.Channel, officer.Address, MessageClass.Reply,
                    CircularCommand.Stopped(catalog.Current, officer.Language, circular, reason), time.GetUtcNow()));
            }
        }

        return said;
    }

    /// <summary>Plans a range.</summary>
    private async Task<Planning> PlanAsync(Session session, long id)
    {
        if (await CircularStore.FindAsync(session, id) is not { PlannedTo: { } planned, CampaignId: { } campaign } circular)
        {
            return Planning.Done;
        }

        // Who lost the role in the meantime tells nobody any more.
        var now = time.GetUtcNow();
        var officer = circular.OfficerId is { } officerId ? await officers.OfAsync(session, officerId, now) : Officer.None;
        if (circular.State != Circular.Published || !officer.May(Permission.PublishCirculars, circular.Area)
            || Invitees.Of("true", circular.Area, circular.Channel, circular.OfficerId, officer.In(Permission.PublishCirculars), catalog.Current, session.Dialect, now) is not { } readers)
        {
            await Campaigns.CancelAsync(session, campaign, now);
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            return Planning.Done;
        }

        var last = await Invitees.LastAsync(session);
        var to = Math.Min(planned + Range, last);
        await readers.WithinTheWeek(catalog.Current, campaign, now).AddAsync(session, campaign, planned, to, now);
        if (to < last)
        {
            await CircularStore.SaveAsync(session, circular with { PlannedTo = to });
            return Planning.More;
        }

        if (await Campaigns.StartAsync(session, campaign, now))
        {
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            LogAnnounced(id);
            return Planning.Done;
        }

        return Planning.Later;
    }

    [LoggerMessage(2963, LogLevel.Warning, "The announcement of circular {Number} is refused and has stopped")]
    private partial void LogStopped(long number);

    [LoggerMessage(2962, LogLevel.Information, "Circular {Number} is being announced")]
    private partial void LogAnnounced(long number);
}
