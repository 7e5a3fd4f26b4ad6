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
            var planning = Planning.More;
            while (planning == Planning.More)
            {
                (planning, var said) = await database.WriteAsync(session => PlanAsync(session, id), cancel);
                sender.Enqueue(said);
            }

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
            if (await CircularStore.FindAsync(session, id) is { } circular && await OfficerOfAsync(session, circular) is { } officer)
            {
                said.Add(await SayAsync(session, officer, CircularCommand.Stopped(catalog.Current, officer.Language, circular, reason)));
            }
        }

        return said;
    }

    /// <summary>Plans a range.</summary>
    private async Task<(Planning Planning, IReadOnlyList<OutgoingMessage> Said)> PlanAsync(Session session, long id)
    {
        if (await CircularStore.FindAsync(session, id) is not { PlannedTo: { } planned, CampaignId: { } campaign } circular)
        {
            return (Planning.Done, []);
        }

        // Who lost the role in the meantime tells nobody any more.
        var now = time.GetUtcNow();
        var officer = circular.OfficerId is { } officerId ? await officers.OfAsync(session, officerId, now) : Officer.None;
        if (circular.State != Circular.Published || !officer.May(Permission.PublishCirculars, circular.Area)
            || Invitees.Of("true", circular.Area, circular.Channel, circular.OfficerId, officer.In(Permission.PublishCirculars), catalog.Current, session.Dialect, now) is not { } readers)
        {
            await Campaigns.CancelAsync(session, campaign, now);
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            return (Planning.Done, []);
        }

        var last = await Invitees.LastAsync(session);
        var to = Math.Min(planned + Range, last);
        await readers.WithinTheWeek(catalog.Current, campaign, now).AddAsync(session, campaign, planned, to, now);
        if (to < last)
        {
            await CircularStore.SaveAsync(session, circular with { PlannedTo = to });
            return (Planning.More, []);
        }

        if (await Campaigns.StartAsync(session, campaign, now))
        {
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            LogAnnounced(id);
            return (Planning.Done, []);
        }

        return await WaitForPreviewsAsync(session, circular, campaign);
    }

    /// <summary>
    /// The previews are on their way to the officer: the next look tries again. Those that a crash or the network lost are shown again;
    /// where they are refused so would be every announcement, so it waits until its officer says that the cause is gone. To an officer
    /// who cannot be written to they are shown, or this is told, once that is over.
    /// </summary>
    private async Task<(Planning Planning, IReadOnlyList<OutgoingMessage> Said)> WaitForPreviewsAsync(Session session, Circular circular, long campaign)
    {
        if (await OfficerOfAsync(session, circular) is not { } officer)
        {
            return (Planning.Later, []);
        }

        var (again, refused) = await Campaigns.LookAtPreviewsAsync(session, campaign, officer, time.GetUtcNow());
        if (refused is not null)
        {
            await Campaigns.ForgetRecipientsAsync(session, campaign);
            await CircularStore.SaveAsync(session, circular with { PlannedTo = null });
            return (Planning.Done, [await SayAsync(session, officer, CircularCommand.PreviewRefused(catalog.Current, officer.Language, circular, refused))]);
        }

        return (Planning.Later, again.Count == 0 ? []
            : [await SayAsync(session, officer, CircularCommand.PreviewsAgain(catalog.Current, officer.Language, circular)), .. again]);
    }

    /// <summary>Who published it, where they can and want to be written to.</summary>
    private static async Task<Person?> OfficerOfAsync(Session session, Circular circular) =>
        circular.OfficerId is { } officerId && await PersonStore.FindAsync(session, officerId) is { Status: Person.Active, UnreachableSince: null } officer ? officer : null;

    private Task<OutgoingMessage> SayAsync(Session session, Person officer, Body body) =>
        Outbox.AddAsync(session, officer.Id, officer.Channel, officer.Address, MessageClass.Reply, body, time.GetUtcNow());

    [LoggerMessage(2963, LogLevel.Warning, "The announcement of circular {Number} is refused and has stopped")]
    private partial void LogStopped(long number);

    [LoggerMessage(2962, LogLevel.Information, "Circular {Number} is being announced")]
    private partial void LogAnnounced(long number);
}
