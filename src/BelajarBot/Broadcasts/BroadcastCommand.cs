using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using Microsoft.Extensions.Options;

namespace BelajarBot.Broadcasts;

/// <summary>
/// <c>/siaran</c>: an officer's message to many. This part finds out which broadcast a button is about and whether this officer
/// may; the others compose a draft, hand it in, and steer what runs.
/// </summary>
internal sealed partial class BroadcastCommand(Officers officers, IOptions<BroadcastsOptions> options, IOptions<RemindersOptions> reminders, IOptions<SendingOptions> sending, CountHints hints) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "siaran",
        ("list", []), ("list_empty", []), ("list_item", ["number", "state"]), ("others_item", ["number", "state"]), ("approve_item", ["number"]), ("new_button", []), ("list_button", []), ("choose", []),
        ("history", ["items"]), ("history_empty", []), ("history_item", ["number", "when", "audience", "outcomes"]), ("history_button", []), ("older_button", []), ("result_of_button", ["number"]),
        ("ask_audience", []), ("not_active", []), ("stuck_button", []), ("program_button", []), ("level_button", []), ("region_button", []), ("everybody", []),
        ("write_button", []), ("ask_more", []), ("ask_region", []), ("others_button", []), ("no_offers", []), ("offer", ["name", "count"]), ("offer_at_least", ["name", "count"]), ("stuck_at", ["title", "step"]), ("not_enrolled", ["title"]), ("stopped_after", ["title", "mark"]), ("stopped_at_start", ["title"]),
        ("ask_expression", []), ("expression_wrong", ["expression", "pointer", "mistake"]), ("expression_unknown", ["words"]), ("follow_up_of", ["audience", "number"]),
        ("audience_count", ["audience", "count", "excluded"]), ("audience_nobody", ["audience", "excluded"]), ("audience_everybody", ["count"]),
        ("counting", []), ("count_slow", []), ("excluded", ["reasons"]), ("because_stopped", ["count"]), ("because_unreachable", ["count"]), ("because_told", ["count", "days"]), ("because_week", ["count"]), ("because_area", ["areas"]),
        ("go_on_button", []), ("narrow_button", []), ("other_audience_button", []), ("everybody_button", ["count"]),
        ("ask_text", []), ("text_missing", []), ("text_long", ["length", "most"]), ("text_broken", ["place", "mistake"]), ("text_name", ["name"]), ("text_unfit", []),
        ("ask_translation", ["count"]), ("no_translation_button", []), ("name_instead", []),
        ("ask_button", []), ("no_button", []), ("ask_time", ["zone"]), ("now_button", []), ("time_unfit", []), ("time_past", []), ("time_far", []), ("which_time", []),
        ("review", ["number", "audience", "count", "excluded", "when", "duration", "night", "button", "approval"]), ("night", ["from", "until"]), ("night_all", ["from", "until"]), ("night_hint", []), ("night_by_now", []), ("at_once", []), ("once_approved", []), ("none", []), ("needs_approval", []),
        ("send_button", ["count"]), ("change_audience_button", []), ("change_text_button", []), ("change_button_button", []), ("change_time_button", []), ("drop_button", []),
        ("dropped", ["number"]), ("alike", []), ("send_anyway_button", []), ("preview_refused", ["reason"]), ("preview_lost", []), ("previews_again", ["number"]), ("changed_since", []),
        ("scheduled", ["number", "when"]), ("started", ["number"]), ("handed_in", ["number", "names"]), ("no_approver", ["number"]), ("grown", ["number", "count", "most", "approval"]),
        ("approve_ask", ["number", "audience", "count", "when", "duration", "night"]), ("approve_now_ask", ["number", "when", "night"]), ("approve_now_button", []), ("approve_morning_button", ["when"]), ("approve_button", []), ("reject_button", []),
        ("approved", ["number"]), ("approved_later", ["number", "when"]), ("you_approved_later", ["number", "when"]), ("rejected", ["number"]), ("decided_before", ["number", "state"]), ("you_approved", ["number"]), ("you_rejected", ["number"]), ("overdue", ["number", "when"]), ("you_overdue", ["number", "when"]),
        ("progress", ["number", "state", "bar", "percent", "outcomes", "left"]), ("left", ["count", "duration"]),
        ("waiting", ["number", "state", "audience", "count", "when"]),
        ("sent", ["count"]), ("blocked", ["count"]), ("deactivated", ["count"]), ("never_started", ["count"]), ("skipped", ["count"]), ("failed", ["count"]), ("unknown", ["count"]),
        ("pause_button", []), ("resume_button", []), ("cancel_button", []), ("cancel_ask", ["number", "left"]), ("cancel_yes_button", []), ("cancel_no_button", []),
        ("paused", ["number"]), ("resumed", ["number"]), ("cancelled", ["number"]), ("paused_itself", ["number", "reason"]),
        ("handed_to_you", ["number", "audience"]), ("handed_on", ["number", "audience"]), ("dropped_orphan", ["number", "audience"]),
        ("ended", ["number", "recipients", "outcomes", "left"]), ("ended_nobody", ["number"]), ("ended_cancelled", ["number", "recipients", "outcomes", "left"]),
        ("result_button", []), ("result", ["number", "outcomes", "sent", "moved"]), ("remind_button", ["count"]),
        ("why_late", ["number"]), ("why_no_role", ["number"]), ("why_audience", ["number"]), ("why_preview", ["number", "reason"]), ("why_not_approved", ["number"]),
        ("state_draft", []), ("state_awaiting", []), ("state_scheduled", []), ("state_running", []), ("state_paused", []), ("state_cancelled", []),
        ("state_finished", []), ("state_expired", []), ("expired", ["number"]),
        ("seconds", []), ("minutes", ["minutes"]), ("hours", ["hours", "minutes"]));

    /// <summary>What brings a draft back whose recipients were counted beside the turn, with what they were counted for.</summary>
    internal const string CountedVerb = "terhitung";

    /// <summary>In place of that: they could not be counted in time.</summary>
    internal const string TooSlow = "lambat";

    /// <summary>What shows the broadcasts that are over; with a number, those before it.</summary>
    private const string HistoryVerb = "riwayat";

    /// <summary>What lists those that are not over, from one of them on.</summary>
    private const string ListVerb = "daftar";

    private const int MostListed = 8;

    /// <summary>What does away with a draft.</summary>
    private const string DropVerb = "hapus";

    /// <summary>Whether a button does what cannot be undone, so that no typed words are guessed to mean it.</summary>
    internal static bool IsFinal(string arguments) => Read(arguments).Verb is DropVerb or "kirim" or "pasti" or "batalya";

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.Broadcast;

    public Task AnswerAsync(CapabilityTurn turn) => AnswerAsync(turn, turn.Arguments, turn.Said);

    private async Task AnswerAsync(CapabilityTurn turn, string arguments, Input? said)
    {
        var words = new BroadcastWords(turn.Library, turn.Person, turn.Now);
        var (verb, id, rest) = Read(arguments);
        if (verb == "baru")
        {
            await AskAudienceAsync(await BeginAsync(turn, words));
        }
        else if (verb == HistoryVerb)
        {
            await ShowHistoryAsync(turn, words, before: id);
        }
        else if (!turn.IsPress && Approvers.Read(arguments) is var (decision, number))
        {
            await TakeDecisionAsync(turn, words, decision, number);
        }
        else if (verb == ListVerb)
        {
            await ListAsync(turn, words, said, from: Math.Min(id, 1_000_000));
        }
        else if (StoppedAudience.Read(arguments, turn.Library) is { } stopped)
        {
            await SetAudienceAsync(await BeginAsync(turn, words), stopped.ToExpression(turn.Library), stopped.InWords(words, turn.Library));
        }
        else if (id == 0 || await BroadcastStore.FindAsync(turn.Session, id) is not { } broadcast
            || !(broadcast.IsOpenTo(turn.Person.Id, turn.Officer)
                || (verb is Approvers.Approve or Approvers.Reject && broadcast.MayBeApprovedBy(turn.Person.Id, turn.Officer))))
        {
            // Who was asked to decide and comes second is told that it was decided; the rest of it is none of theirs any more. It never was of others.
            if (id > 0 && await BroadcastStore.FindAsync(turn.Session, id) is { } other && !other.MayBeApprovedBy(turn.Person.Id, turn.Officer))
            {
                await turn.AuditAsync("siaran.refused", other.Limit.Only, details: id.ToString(CultureInfo.InvariantCulture));
            }

            await ListAsync(turn, words, said);
        }
        else
        {
            await AnswerAsync(verb, new Step(turn, words, broadcast, rest) { Said = said });
        }
    }

    private static async Task<Step> BeginAsync(CapabilityTurn turn, BroadcastWords words)
    {
        var added = await BroadcastStore.AddAsync(turn.Session, turn.Person.Id, turn.Person.Channel, turn.Now);
        return new Step(turn, words, (await BroadcastStore.FindAsync(turn.Session, added))!, "");
    }

    /// <summary>Whatever does not fit the state that the broadcast is in shows that state.</summary>
    private Task AnswerAsync(string verb, Step step) => (verb, step.Broadcast.State) switch
    {
        (Approvers.Approve or Approvers.Reject, _) => DecideAsync(step, isApproved: verb == Approvers.Approve),
        ("p" or "q", BroadcastState.Draft) => AskAudienceAsync(step, isNarrower: verb == "q"),
        ("s" or "n", BroadcastState.Draft) => TakeAudienceAsync(step, isNarrower: verb == "n"),
        ("e", BroadcastState.Draft) => TakeExpressionAsync(step),
        (CountedVerb, BroadcastState.Draft) => TakeCountAsync(step),
        ("lanjut", BroadcastState.Draft) => AskNextAsync(step),
        ("a", BroadcastState.Draft) => TellAudienceAsync(step),
        ("t", BroadcastState.Draft) => TakeTextAsync(step),
        ("i", BroadcastState.Draft) => TakeTranslationAsync(step),
        ("b", BroadcastState.Draft) => TakeButtonAsync(step),
        ("w", BroadcastState.Draft) => TakeTimeAsync(step),
        ("kirim" or "pasti", BroadcastState.Draft) => HandInAsync(step, isSure: verb == "pasti"),
        ("mirip", BroadcastState.Draft) => AskAlikeAsync(step),
        (DropVerb, BroadcastState.Draft) => DropAsync(step),
        (_, BroadcastState.Draft) => AskNextAsync(step),
        ("jeda" or "jalan", BroadcastState.Started) => SteerAsync(step, isPause: verb == "jeda"),
        ("batal", BroadcastState.Awaiting or BroadcastState.Scheduled or BroadcastState.Started) => AskCancelAsync(step),
        ("batalya", BroadcastState.Awaiting or BroadcastState.Scheduled or BroadcastState.Started) => CancelAsync(step),
        ("hasil", BroadcastState.Started) => ShowResultAsync(step),
        (CountedVerb, BroadcastState.Started) => TakeResultAsync(step),
        ("ingatkan", BroadcastState.Started) => FollowUpAsync(step),
        _ => ShowAsync(step),
    };

    /// <summary>Lists what waits for the officer's word and what is not over, a page at a time: also what others have under way that the officer may stop.</summary>
    private async Task ListAsync(CapabilityTurn turn, BroadcastWords words, Input? said, long from = 0)
    {
        var waiting = await WaitingForAsync(turn);
        var buttons = from > 0 ? [] : waiting.ConvertAll(each => words.Button("approve_item", $"lihat.{each.Id}", ("number", words.Number(each.Id))));
        var open = await BroadcastStore.OpenAsync(turn.Session, turn.Person.Id, turn.Officer.In(Permission.ApproveBroadcasts), from, MostListed + 1);
        foreach (var each in open.Take(MostListed).Where(each => !waiting.Exists(other => other.Id == each.Id)))
        {
            buttons.Add(words.Button(
                each.OfficerId == turn.Person.Id ? "list_item" : "others_item", $"lihat.{each.Id}", ("number", words.Number(each.Id)), ("state", words.State(each, await StandingAsync(turn, each)))));
        }

        if (open.Count > MostListed)
        {
            buttons.Add(words.Button("others_button", string.Create(CultureInfo.InvariantCulture, $"{ListVerb}.{from + MostListed}")));
        }

        await AskAsync(
            turn, said, from == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{ListVerb}.{from}"), words[buttons.Count == 0 ? "list_empty" : "list"], isStrict: false,
            [.. buttons, words.Button("new_button", "baru"), words.Button("history_button", HistoryVerb), turn.MenuButton]);
    }

    /// <summary>Somebody types a decision: that on the broadcast whose number they name; where only one waits it is shown first.</summary>
    private async Task TakeDecisionAsync(CapabilityTurn turn, BroadcastWords words, string decision, long? number)
    {
        var waiting = await WaitingForAsync(turn);
        if (number is not null && waiting.Find(each => each.Id == number) is { } named)
        {
            await DecideAsync(new Step(turn, words, named, $"{named.Version}"), isApproved: decision == Approvers.Approve);
        }
        else if (number is null && waiting is [var only])
        {
            await ShowAsync(new Step(turn, words, only, ""));
        }
        else
        {
            await ListAsync(turn, words, said: null);
        }
    }

    /// <summary>What waits for this officer's word.</summary>
    private static async Task<List<Broadcast>> WaitingForAsync(CapabilityTurn turn) =>
        (await BroadcastStore.InAsync(turn.Session, BroadcastState.Awaiting)).FindAll(each => each.MayBeApprovedBy(turn.Person.Id, turn.Officer));

    private static async Task<CampaignStanding?> StandingAsync(CapabilityTurn turn, Broadcast broadcast) =>
        broadcast is { State: BroadcastState.Started, CampaignId: { } campaign } ? await Campaigns.StandingAsync(turn.Session, campaign) : null;

    private static (string Verb, long Id, string More) Read(string arguments) => arguments.Split('.', 3) switch
    {
        [var word] when word.Trim().ToLowerInvariant() is "baru" or HistoryVerb => (word.Trim().ToLowerInvariant(), 0, ""),
        [var verb, var number, .. var rest] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => (verb, id, rest is [var more] ? more : ""),
        _ => ("", 0, ""),
    };

    private static AreaLimit Limit(CapabilityTurn turn) => turn.Officer.In(Permission.Broadcast);

    /// <summary>The people of a broadcast; or null where they cannot be told now, and what there is to say of that was said.</summary>
    private async Task<Counted?> CountAsync(Step step, string counting)
    {
        var turn = step.Turn;
        if (step.Broadcast.Audience is not { } source || Audience.Compile(source, turn.Library).Expression is not { } audience)
        {
            await AskAudienceAsync(step with { Rest = "" });
            return null;
        }

        if (step.Counted is null && await IsLongCountAsync(turn))
        {
            await AskCountAsync(step, counting);
            return null;
        }

        var counted = step.Counted ?? await new Recipients(
            step.Broadcast, audience, turn.Library, Limit(turn), new(options.Value.QuietDays, reminders.Value.PerWeek), turn.Session.Dialect, turn.Now).CountAsync(turn.Session);
        await turn.AuditAsync("siaran.counted", details: string.Create(CultureInfo.InvariantCulture, $"{step.Broadcast.Id}: {counted.Recipients}"));
        return counted;
    }

    /// <summary>Lets something be counted beside the turn, at once.</summary>
    private async Task AskCountAsync(Step step, string counting)
    {
        await BroadcastStore.AskCountAsync(step.Turn.Session, step.Id, counting);
        step.Turn.Scope.Afterwards.Add(hints.Give);
        await step.Turn.SayAsync(step.Words["counting"], step.Turn.MenuButton);
    }

    /// <summary>Whether there are so many people that nobody else should wait while they are counted.</summary>
    private async Task<bool> IsLongCountAsync(CapabilityTurn turn) =>
        await turn.Session.ScalarAsync<long>(AreaLimit.Everywhere.Sql("select coalesce(max(id), 0) from {people} p")) > options.Value.CountAtOnceUpTo;

    /// <summary>Who gets nothing, and why; empty when everybody there is gets it.</summary>
    private string Excluded(Step step, Counted counted)
    {
        var (words, limit) = (step.Words, Limit(step.Turn));
        (string Key, long Count)[] reasons =
        [
            ("because_stopped", counted.Stopped), ("because_unreachable", counted.Unreachable), ("because_told", counted.ToldLately), ("because_week", counted.WeekFull),
        ];
        var told = reasons.Where(reason => reason.Count > 0)
            .Select(reason => words[reason.Key, ("count", words.Number(reason.Count)), ("days", words.Number(options.Value.QuietDays))].Text)
            .ToList();
        if (!limit.IsEverywhere)
        {
            // Without a number: whether there is anybody outside who fits the condition is not theirs to know.
            told.Insert(0, words["because_area", ("areas", string.Join(", ", limit.Areas.Select(step.Turn.AreaIn)))].Text);
        }

        return told.Count == 0 ? "" : words["excluded", ("reasons", string.Join(", ", told))].Text;
    }

    /// <summary>One answer about one broadcast.</summary>
    /// <param name="Turn">The turn.</param>
    /// <param name="Words">The texts for this officer.</param>
    /// <param name="Broadcast">The broadcast, locked.</param>
    /// <param name="Rest">What else the button carried.</param>
    private sealed record Step(CapabilityTurn Turn, BroadcastWords Words, Broadcast Broadcast, string Rest)
    {
        internal long Id => Broadcast.Id;

        /// <summary>What the officer said to the question that this step takes the answer of; null when it is only asked.</summary>
        internal Input? Said { get; init; }

        /// <summary>The recipients, where they were counted beside the turn.</summary>
        internal Counted? Counted { get; init; }

        internal Button Button(string key, string verb, params ReadOnlySpan<(string Name, string? Words)> values) => Words.Button(key, $"{verb}.{Id}", values);

        internal Button Button(string key, string verb, string rest, params ReadOnlySpan<(string Name, string? Words)> values) =>
            Words.Button(key, $"{verb}.{Id}.{rest}", values);

        /// <summary>The same step after something was written down.</summary>
        internal async Task<Step> AgainAsync() => this with { Broadcast = (await BroadcastStore.FindAsync(Turn.Session, Id))!, Rest = "", Said = null };
    }
}
