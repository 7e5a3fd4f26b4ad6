using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <content>Planning: who gets it, range by range, and the start once all of them are in.</content>
internal sealed partial class Broadcasts
{
    /// <summary>
    /// Freezes who gets it, a range of people at a time, and starts. The place where it stands is committed with the rows, so
    /// it goes on there after a crash; turns of others go on in between. False while it cannot start yet.
    /// </summary>
    private async Task<bool> PlanAsync(long id, CancellationToken cancel)
    {
        var range = FirstRange;
        while (true)
        {
            var began = time.GetTimestamp();
            var planning = Planning.More;
            var size = range;
            await WriteAsync(
                async session =>
                {
                    (planning, var said) = await PlanRangeAsync(session, id, size);
                    return said;
                },
                cancel);
            if (planning == Planning.TooMany)
            {
                await HoldAsync(id, cancel);
            }

            if (planning != Planning.More)
            {
                return planning != Planning.Later;
            }

            var took = time.GetElapsedTime(began);
            range = Math.Clamp(took > LongestUnit ? range / 2 : took < LongestUnit / 2 ? range * 2 : range, LeastRange, LargestRange);
        }
    }

    private async Task<(Planning Planning, IReadOnlyList<OutgoingMessage> Said)> PlanRangeAsync(Session session, long id, long size)
    {
        if (await BroadcastStore.FindAsync(session, id) is not { State: BroadcastState.Scheduled, CampaignId: { } campaign } broadcast)
        {
            return (Planning.Done, []);
        }

        if (Now - broadcast.StartAt(Now) > options.Value.Late)
        {
            return (Planning.Done, await EndAsync(session, broadcast, BroadcastState.Expired, "late"));
        }

        var areas = await AreasAsync(session, broadcast);
        if (areas.IsEmpty)
        {
            return (Planning.Done, await EndAsync(session, broadcast, BroadcastState.Cancelled, "no_role"));
        }

        if (RecipientsOf(broadcast, areas) is not { } recipients)
        {
            return (Planning.Done, await EndAsync(session, broadcast, BroadcastState.Cancelled, "audience"));
        }

        var last = await session.ScalarAsync<long>(AreaLimit.Everywhere.Sql("select coalesce(max(id), 0) from {people} p"));
        var to = Math.Min(broadcast.PlannedTo + size, last);
        await recipients.AddAsync(session, campaign, broadcast.PlannedTo, to, Now);
        await BroadcastStore.NotePlannedAsync(session, id, to);

        // Few when it was handed in, many by now: somebody else has to see it all the same.
        if (broadcast.ApprovedBy is null && await Campaigns.HasMoreThanAsync(session, campaign, options.Value.ApprovalAbove))
        {
            return (Planning.TooMany, []);
        }

        return to < last ? (Planning.More, []) : await StartAsync(session, broadcast, campaign);
    }

    /// <summary>Who lost the role in the meantime sends nothing any more; who lost a part of the area sends nothing there.</summary>
    private async Task<AreaLimit> AreasAsync(Session session, Broadcast broadcast) => broadcast.OfficerId is { } officerId
        ? Both((await officers.OfAsync(session, officerId, Now)).In(Permission.Broadcast), broadcast.Limit)
        : AreaLimit.Nowhere;

    /// <summary>Whom it is for now; null when its audience means nothing any more.</summary>
    private Recipients? RecipientsOf(Broadcast broadcast, AreaLimit areas) => Audience.Compile(broadcast.Audience!, catalog.Current).Expression is { } audience
        ? new(broadcast, audience, catalog.Current, areas, new(options.Value.QuietDays, reminders.Value.PerWeek), database.Dialect, Now)
        : null;

    /// <summary>Asks for the approval that was not needed when it was handed in. The recipients are counted beside the turns.</summary>
    private async Task HoldAsync(long id, CancellationToken cancel)
    {
        if ((await InAsync(BroadcastState.Scheduled, cancel)).FirstOrDefault(each => each.Id == id) is not { CampaignId: { } campaign } broadcast
            || RecipientsOf(broadcast, await database.ReadAsync(session => AreasAsync(session, broadcast), cancel)) is not { } recipients)
        {
            return;
        }

        var counted = await database.ReadWithinAsync(BroadcastCounts.Longest, recipients.CountAsync, cancel);
        await WriteAsync(
            async session =>
            {
                // Where they could not be counted in time, those who were found so far are at least so many.
                var count = counted?.Recipients ?? (await Campaigns.StandingAsync(session, campaign))!.Recipients;
                if (!await BroadcastStore.TakeBackAsync(session, broadcast, BroadcastState.Awaiting, count, "grown", Now)
                    || await BroadcastStore.FindAsync(session, id) is not { OfficerId: { } officerId } held
                    || await PersonStore.FindAsync(session, officerId) is not { } officer)
                {
                    return [];
                }

                var words = new BroadcastWords(catalog.Current, officer, Now);
                var (asked, told) = await Approvers.AskAsync(
                    session, officers, catalog.Current, held,
                    Delivery.Of(held.StartAt(Now), held.Counted, sending.Value.BroadcastsPerSecond, held.Limit, catalog.Current.Texts.Data.Types.Regions, reminders.Value.Quiet),
                    words, Now);
                var grown = words["grown", ("number", words.Number(id)), ("count", words.Number(held.Counted)), ("most", words.Number(options.Value.ApprovalAbove)), ("approval", told.Text)];
                LogHeld(id, held.Counted);
                return [.. asked, await SayAsync(session, officer, grown, [words.Button("cancel_button", $"batal.{id}"), words.MenuButton])];
            },
            cancel);
    }

    private async Task<(Planning Planning, IReadOnlyList<OutgoingMessage> Said)> StartAsync(Session session, Broadcast broadcast, long campaign)
    {
        var officer = (await PersonStore.FindAsync(session, broadcast.OfficerId!.Value))!;
        if (!await Campaigns.StartAsync(session, campaign, Now))
        {
            return await WaitForPreviewsAsync(session, broadcast, officer, campaign);
        }

        // Counting a million rows here would keep others waiting; the first look, seconds later, shows the exact number.
        var standing = new CampaignStanding(Campaigns.Running, Reason: null, new Dictionary<string, long> { ["queued"] = broadcast.Counted });
        var words = new BroadcastWords(catalog.Current, officer, Now);
        var progress = await SayAsync(
            session, officer, words.Progress(broadcast with { State = BroadcastState.Started }, standing, sending.Value.BroadcastsPerSecond),
            words.Controls(broadcast, standing), isKept: true);
        await BroadcastStore.NoteStartedAsync(session, broadcast.Id, progress.OutboxId, Now);
        LogStarted(broadcast.Id, broadcast.Counted);
        return (Planning.Done, [progress]);
    }

    /// <summary>
    /// The previews are on their way to the officer: the next look tries again, until it is too late. Those that a crash or the network
    /// lost are shown again; where they are refused everybody's message would be, so it is a draft again.
    /// </summary>
    private async Task<(Planning Planning, IReadOnlyList<OutgoingMessage> Said)> WaitForPreviewsAsync(Session session, Broadcast broadcast, Person officer, long campaign)
    {
        var (again, refused) = await Campaigns.LookAtPreviewsAsync(session, campaign, officer, Now);
        var number = ("number", new BroadcastWords(catalog.Current, officer, Now).Number(broadcast.Id));
        if (refused is not null && await BroadcastStore.TakeBackAsync(session, broadcast, BroadcastState.Draft, broadcast.Counted, "preview", Now))
        {
            return (Planning.Done, await TellAsync(session, broadcast, words => (
                words["why_preview", number, ("reason", refused)], [words.Button("change_text_button", $"t.{broadcast.Id}"), words.MenuButton])));
        }

        return (Planning.Later, again.Count == 0 ? [] : [.. await TellAsync(session, broadcast, words => (words["previews_again", number], [])), .. again]);
    }

    private static AreaLimit Both(AreaLimit one, AreaLimit other) => AreaLimit.To(other.Areas.SelectMany(area => one.Within(area).Areas));
}
