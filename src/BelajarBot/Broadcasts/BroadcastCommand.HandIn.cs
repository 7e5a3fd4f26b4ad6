using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Broadcasts;

/// <content>Looking at a draft as it will arrive, handing it in, and the second officer's word.</content>
internal sealed partial class BroadcastCommand
{
    /// <summary>Stands behind the version in the buttons of a look that said that it arrives at night.</summary>
    private const string AtNight = ".malam";

    /// <summary>What the second officer chose where it would start at once: that, or the morning.</summary>
    private const string AtOnce = "kini";
    private const string InTheMorning = "pagi";

    /// <summary>The same message to the same people within this time is asked about again.</summary>
    private static readonly TimeSpan Alike = TimeSpan.FromDays(1);

    /// <summary>Sends its previews to the officer, and says to how many it goes, to whom not, when, and how long it takes.</summary>
    private async Task ReviewAsync(Step step, Dictionary<string, string> texts)
    {
        var (turn, words) = (step.Turn, step.Words);
        var isThisLook = IsThisLook(step);
        if ((isThisLook && await TakeTypedAsync(turn, step.Said, isStrict: true, AfterReview(step, step.Broadcast.Counted, step.Rest)))
            || await CountAsync(step, Counting.Review) is not { } counted)
        {
            return;
        }

        if (counted.Recipients == 0)
        {
            await TellAudienceAsync(step, counted);
            return;
        }

        if (counted.OtherReaders > 0 && !texts.ContainsKey(BroadcastText.Second))
        {
            // They may get it by now: when the audience was chosen they had just got another, or were not there yet.
            await BroadcastStore.NoteOtherReadersAsync(turn.Session, step.Id, counted.OtherReaders);
            await TakeTranslationAsync(await step.AgainAsync());
            return;
        }

        var campaign = step.Broadcast.CampaignId ?? await Campaigns.AddAsync(turn.Session, Bodies(step, texts), turn.Now);
        await BroadcastStore.NotePreviewAsync(turn.Session, step.Id, campaign, counted.Recipients, step.Broadcast.FingerprintOf(Audience.Compile(step.Broadcast.Audience!, turn.Library).Expression!, Limit(turn), texts));
        if ((await Campaigns.UnseenAsync(turn.Session, campaign)).Count > 0)
        {
            turn.Scope.Outgoing.AddRange(await Campaigns.PreviewAsync(turn.Session, campaign, turn.Person, turn.Now) ?? []);
        }

        var draft = step.Broadcast;
        var delivery = DeliveryOf(step, draft.StartAt(turn.Now), counted.Recipients, Limit(turn));
        var look = string.Create(CultureInfo.InvariantCulture, $"{draft.Version}{(delivery.Night == NightShare.None ? "" : AtNight)}");
        await AskAsync(
            turn, isThisLook ? step.Said : null, $"lihat.{step.Id}.{look}",
            words[
                "review",
                ("number", words.Number(step.Id)), ("audience", draft.AudienceWords), ("count", words.Number(counted.Recipients)), ("excluded", Excluded(step, counted)),
                ("when", words.When(draft)), ("duration", words.Duration(delivery.Duration)),
                ("night", delivery.Night == NightShare.None ? "" : $"{words.Night(delivery)} {words["night_hint"].Text}"),
                ("button", draft.Opens is { Length: > 0 } opens && turn.Library.Find(opens) is { } dialog ? dialog.Title.In(words.Language).Source : words["none"].Text),
                ("approval", counted.Recipients > options.Value.ApprovalAbove ? words["needs_approval"].Text : "")],
            isStrict: true,
            AfterReview(step, counted.Recipients, look));
    }

    /// <summary>Whether a button or an awaited answer belongs to a look at the draft as it is.</summary>
    private static bool IsThisLook(Step step) => step.Rest == $"{step.Broadcast.Version}" || step.Rest == $"{step.Broadcast.Version}{AtNight}";

    /// <summary>When so many messages arrive, by the clocks of these areas.</summary>
    private Delivery DeliveryOf(Step step, DateTimeOffset start, long recipients, AreaLimit areas) => Delivery.Of(
        start, recipients, sending.Value.BroadcastsPerSecond, areas, step.Turn.Library.Texts.Data.Types.Regions, reminders.Value.Quiet);

    /// <summary>What can be done with a draft that was looked at: sent exactly as it is, changed, or dropped.</summary>
    /// <param name="step">The step.</param>
    /// <param name="recipients">To how many it goes.</param>
    /// <param name="look">Which look at it that was: the version, and whether it said that it is night.</param>
    private static Button[] AfterReview(Step step, long recipients, string look) =>
    [
        step.Button("send_button", "kirim", look, ("count", step.Words.Number(recipients))),
        step.Button("change_audience_button", "p"), ChangeText(step), step.Button("change_button_button", "b"), step.Button("change_time_button", "w"),
        step.Button("drop_button", DropVerb),
    ];

    private static Button ChangeText(Step step) => step.Button("change_text_button", "t");

    /// <summary>What it says in each language that it has words in.</summary>
    private static Dictionary<string, Body> Bodies(Step step, Dictionary<string, string> texts)
    {
        var file = step.Broadcast.File is { } json ? JsonSerializer.Deserialize<FileToSend>(json) : null;
        var dialog = step.Broadcast.Opens is { Length: > 0 } opens ? step.Turn.Library.Find(opens) : null;
        return texts.Where(text => text.Key == BroadcastText.First || text.Value.Length > 0).ToDictionary(text => text.Key, text => BroadcastText.ToBody(
            text.Value,
            step.Turn.Library.Texts.FindCommand(Contract.Command)!.Texts["name_instead"].In(text.Key).Source,
            file,
            dialog is null ? null : Button.Opening(dialog.Title.In(text.Key).Source, dialog.Id)));
    }

    /// <summary>Hands it in, exactly as it was shown: a button of an older look at it only shows it anew.</summary>
    private async Task HandInAsync(Step step, bool isSure)
    {
        var (turn, words, draft) = (step.Turn, step.Words, step.Broadcast);
        if (!IsThisLook(step) || draft.CampaignId is not { } campaign)
        {
            await turn.SayAsync(words["changed_since"]);
            await AskNextAsync(step);
            return;
        }

        if (draft.IsTooLate(turn.Now))
        {
            await AskTimeAsync(step, "time_past");
            return;
        }

        var needsApproval = draft.Counted > options.Value.ApprovalAbove;
        if (draft.StartsAt == 0 && !needsApproval && !step.Rest.EndsWith(AtNight, StringComparison.Ordinal)
            && DeliveryOf(step, turn.Now, draft.Counted, Limit(turn)).Night != NightShare.None)
        {
            // It was day when they looked at it.
            await turn.SayAsync(words["night_by_now"]);
            await AskNextAsync(step with { Said = null });
            return;
        }

        if (await RefusedPreviewAsync(turn, campaign) is { } refused)
        {
            await turn.SayAsync(words["preview_refused", ("reason", refused)], ChangeText(step), step.Button("drop_button", DropVerb));
            return;
        }

        if ((await Campaigns.LostPreviewsAsync(turn.Session, campaign)).Count > 0)
        {
            // The look at it shows what has not arrived again, with the buttons of before.
            await turn.SayAsync(words["preview_lost"]);
            await AskNextAsync(step with { Said = null });
            return;
        }

        if (!isSure && await BroadcastStore.AlikeAsync(turn.Session, draft, turn.Now - Alike) > 0)
        {
            await AskAlikeAsync(step);
            return;
        }

        var areas = Limit(turn);
        if (!await BroadcastStore.HandInAsync(
            turn.Session, needsApproval ? draft : draft with { StartsAt = draft.StartAt(turn.Now).ToUnixTimeMilliseconds() },
            needsApproval ? BroadcastState.Awaiting : BroadcastState.Scheduled, areas, turn.Now))
        {
            await ShowAsync(await step.AgainAsync());
            return;
        }

        await turn.AuditAsync("siaran.handed_in", AreaOf(areas), details: string.Create(CultureInfo.InvariantCulture, $"{step.Id}: {draft.Counted}"));
        await (needsApproval ? AskApproversAsync(await step.AgainAsync())
            : TellScheduledAsync(turn, words, draft));
    }

    /// <summary>The same has gone to the same people a short while ago.</summary>
    private Task AskAlikeAsync(Step step) => AskAsync(
        step.Turn, step.Said, $"mirip.{step.Id}.{step.Rest}", step.Words["alike"], isStrict: true,
        step.Button("send_anyway_button", "pasti", step.Rest), ChangeText(step), step.Button("drop_button", DropVerb));

    private static async Task<string?> RefusedPreviewAsync(CapabilityTurn turn, long campaign) => await turn.Session.FirstOrDefaultAsync<string>(
        $"""
        select o.reason from campaign_preview p join outbox o on o.id = p.outbox_id where p.campaign_id = @campaign and o.state = '{Outcome.Failed}'
        """,
        new { campaign });

    private static Task TellScheduledAsync(CapabilityTurn turn, BroadcastWords words, Broadcast draft) => draft.StartsAt == 0
        ? turn.SayAsync(words["started", ("number", words.Number(draft.Id))], words.Button("list_button", ""), turn.MenuButton)
        : turn.SayAsync(
            words["scheduled", ("number", words.Number(draft.Id)), ("when", words.When(draft))],
            words.Button("cancel_button", $"batal.{draft.Id}"), turn.MenuButton);

    /// <summary>Shows it to those who may let it out, in their own chats.</summary>
    private async Task AskApproversAsync(Step step)
    {
        var (said, told) = await Approvers.AskAsync(
            step.Turn.Session, officers, step.Turn.Library, step.Broadcast,
            DeliveryOf(step, step.Broadcast.StartAt(step.Turn.Now), step.Broadcast.Counted, step.Broadcast.Limit), step.Words, step.Turn.Now);
        step.Turn.Scope.Outgoing.AddRange(said);
        await step.Turn.SayAsync(told, step.Button("cancel_button", "batal"), step.Turn.MenuButton);
    }

    /// <summary>
    /// The second officer decides; the first of two who decide at once counts, the other is told. Where the moment that was chosen is
    /// over for longer than a broadcast may be late, nobody wants it sent at whatever hour it is now: its author chooses another.
    /// </summary>
    private async Task DecideAsync(Step step, bool isApproved)
    {
        var (turn, words, broadcast) = (step.Turn, step.Words, step.Broadcast);
        if (!broadcast.MayBeApprovedBy(turn.Person.Id, turn.Officer))
        {
            await turn.RefuseAsync(Permission.Broadcast, AreaOf(broadcast.Limit));
            return;
        }

        var (version, answer) = step.Rest.Split('.', 2) is [var shown, var chosen] ? (shown, chosen) : (step.Rest, "");
        var isCurrent = broadcast.State == BroadcastState.Awaiting && version == broadcast.Version.ToString(CultureInfo.InvariantCulture);
        var startsAt = Max(broadcast.StartAt(turn.Now), turn.Now);
        var verdict = !isApproved ? "rejected" : broadcast.StartsAt is > 0 && turn.Now - broadcast.StartAt(turn.Now) > options.Value.Late ? "overdue" : "approved";
        if (isCurrent && verdict == "approved" && startsAt == turn.Now)
        {
            var delivery = DeliveryOf(step, turn.Now, broadcast.Counted, broadcast.Limit);
            if (answer is not (AtOnce or InTheMorning) && (delivery.Night != NightShare.None || (broadcast.StartsAt is not > 0 && turn.Now - broadcast.ChangedAt > options.Value.Late)))
            {
                await AskWhetherNowAsync(step, version, delivery);
                return;
            }

            startsAt = answer == InTheMorning ? delivery.Morning : startsAt;
        }

        var isDecided = isCurrent
            && (verdict == "approved"
                ? await BroadcastStore.ApproveAsync(turn.Session, broadcast, turn.Person.Id, startsAt, turn.Now)
                : await BroadcastStore.MoveAsync(turn.Session, broadcast, BroadcastState.Draft, verdict, turn.Now));
        var number = words.Number(step.Id);
        if (!isDecided)
        {
            await turn.SayAsync(
                words["decided_before", ("number", number), ("state", words.State(broadcast, await StandingAsync(turn, broadcast)))],
                words.Button("list_button", ""), turn.MenuButton);
            return;
        }

        await turn.AuditAsync(verdict == "approved" ? "siaran.approved" : "siaran.rejected", AreaOf(broadcast.Limit), details: $"{step.Id}");
        var outcome = verdict == "approved" && startsAt > turn.Now ? "approved_later" : verdict;
        var decided = verdict == "approved" ? broadcast with { StartsAt = startsAt.ToUnixTimeMilliseconds() } : broadcast;
        await turn.SayAsync(words[$"you_{outcome}", ("number", number), ("when", words.When(decided))], words.Button("list_button", ""), turn.MenuButton);
        if (broadcast.OfficerId is { } authorId && await PersonStore.FindAsync(turn.Session, authorId) is { } author)
        {
            var theirs = new BroadcastWords(turn.Library, author, turn.Now);
            var state = theirs[verdict == "approved" ? "state_scheduled" : "state_draft"].Text;
            ImmutableArray<ImmutableArray<Button>> look = [[theirs.Button("list_item", $"lihat.{step.Id}", ("number", theirs.Number(step.Id)), ("state", state))]];
            await SayToAsync(turn, author, Body.Of(theirs[outcome, ("number", theirs.Number(step.Id)), ("when", theirs.When(decided))], look));
        }
    }

    /// <summary>
    /// It would start at the moment of the approval. Where that is at night, or long after it was handed in, its second officer has to mean it so.
    /// </summary>
    private Task AskWhetherNowAsync(Step step, string version, Delivery delivery)
    {
        var words = step.Words;
        var zone = Person.ClockOf(step.Turn.Person.Zone);
        return AskAsync(
            step.Turn, step.Said, $"{Approvers.Approve}.{step.Id}.{version}",
            words["approve_now_ask", ("number", words.Number(step.Id)), ("when", words.Moment(step.Broadcast.ChangedAt, zone)), ("night", words.Night(delivery))],
            isStrict: true,
            [
                step.Button("approve_now_button", Approvers.Approve, $"{version}.{AtOnce}"),
                .. delivery.Night == NightShare.None ? [] : new[] { step.Button("approve_morning_button", Approvers.Approve, $"{version}.{InTheMorning}", ("when", words.Moment(delivery.Morning, zone))) },
                step.Button("reject_button", Approvers.Reject, version),
            ]);
    }

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Puts a message to somebody else than the sender into the outbox.</summary>
    private static async Task SayToAsync(CapabilityTurn turn, Person to, Body body) => turn.Scope.Outgoing.Add(
        await Outbox.AddAsync(turn.Session, to.Id, to.Channel, to.Address, MessageClass.Reply, body, turn.Now));

    /// <summary>The area that the audit log names: the one, or the whole country for several.</summary>
    private static string AreaOf(AreaLimit limit) => limit.Only ?? AreaLimit.WholeCountry;
}
