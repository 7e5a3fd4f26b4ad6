using System.Collections.Immutable;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Transcripts;

namespace BelajarBot.Transcripts;

/// <summary>One conversation under way.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>The time that a person takes to answer.</summary>
    private static readonly TimeSpan Typing = TimeSpan.FromSeconds(1);

    private readonly Transcript transcript;
    private readonly PlayOptions options;
    private readonly ScriptBot bot;
    private readonly Func<long> nextUpdateId;
    private readonly Coverage? coverage;
    private readonly bool isTranslated;
    private readonly Dictionary<string, Actor> actors;
    private readonly List<string> complaints = [];
    private readonly List<ProgrammeOverride> overrides = [];

    internal Stage(Transcript transcript, PlayOptions options, ScriptBot bot, Func<long> nextUpdateId, Coverage? coverage, string? language)
    {
        (this.transcript, this.options, this.bot, this.nextUpdateId, this.coverage) = (transcript, options, bot, nextUpdateId, coverage);
        isTranslated = language is not null;
        actors = transcript.Others.Prepend(new OtherPerson("", transcript.Given)).ToDictionary(
            person => person.Name,
            person => new Actor(
                person, language ?? person.Given.LastOrDefault(g => g.Key == Given.Language)?.Value ?? bot.Library.Texts.Languages[0], transcript.Zone));
    }

    /// <summary>The folder that the bot reads, where this conversation changes it.</summary>
    internal PublishedFolder? Folder { get; init; }

    /// <summary>The one whom the conversation is about.</summary>
    private Actor Main => actors[""];

    /// <summary>Makes everybody known of whom something is known beforehand; everybody but the main person is.</summary>
    internal async Task IntroduceAsync(CancellationToken cancel)
    {
        foreach (var actor in actors.Values)
        {
            var fields = actor.Given.Where(g => g.Key is not (Given.Language or Given.Officer or Given.School) && !GivenProgrammes.Speaks(g.Key)).ToList();
            var roles = actor.Given.Where(g => g.Key == Given.Officer).ToList();
            if (fields.Count + roles.Count > 0 || actor != Main || transcript.Zone.Id != "Asia/Jakarta")
            {
                await bot.IntroduceAsync(
                    actor.Address, actor.Language, transcript.Zone, fields.Select(g => KeyValuePair.Create(g.Key, g.Value)), cancel);
            }

            foreach (var school in actor.Given.Where(g => g.Key == Given.School))
            {
                await bot.AddSchoolAsync(school.Value, cancel);
            }

            foreach (var role in roles)
            {
                if (!await bot.AppointAsync(actor.Address, role.Value, cancel))
                {
                    complaints.Add($"Tidak ada wilayah seperti di \"officer: {role.Value}\". / There is no such area as in \"officer: {role.Value}\".");
                }
            }
        }
    }

    internal async Task<Playback> PlayAsync(Playback? source, CancellationToken cancel)
    {
        var results = ImmutableArray.CreateBuilder<SceneResult>();
        var shapes = ImmutableArray.CreateBuilder<string>();
        var pressed = ImmutableArray.CreateBuilder<(int, int)?>();
        await LookAsync(cancel);
        foreach (var (i, scene) in transcript.Scenes.Index())
        {
            if (source is not null && i == source.Shapes.Length)
            {
                break;
            }

            if (options.Torture)
            {
                await bot.RestartAsync(cancel);
            }

            if (i > 0)
            {
                complaints.Clear();
            }

            var button = source is null ? ButtonOf(scene.Action) : source.Pressed[i];
            var said = await ActAsync(scene.Action, button, cancel);
            if (!isTranslated)
            {
                complaints.AddRange(await ComplaintsAsync(scene.Facts, cancel));
            }

            results.Add(new SceneResult(scene, said ?? [.. scene.Said.Select(line => new SaidMessage(line.Text, line.Buttons) { Who = line.Who })], [.. complaints]));
            shapes.Add($"messages: {string.Join(' ', (said ?? []).Select(message => message.Buttons.Length))}\n{string.Concat(actors.Values.Select(actor => VisitorText.Shape(actor.Visitor)))}");
            pressed.Add(button);
            if (said is null)
            {
                // What could not be done leaves nothing to compare the rest with.
                break;
            }
        }

        return new Playback(new TranscriptResult(transcript, results.ToImmutable()), shapes.ToImmutable(), pressed.ToImmutable());
    }

    /// <summary>An administrator changes programmes; what cannot be changed is a complaint of what happens next.</summary>
    internal async Task AdministerAsync(IReadOnlyList<Given> values, CancellationToken cancel)
    {
        if (values.Count > 0)
        {
            var changes = GivenProgrammes.Read(bot.Library.Programmes, values, bot.Clock.GetUtcNow(), complaints);
            overrides.AddRange(changes);
            await bot.OverrideAsync(changes, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The next conversation finds the programmes as their files have them.
        if (overrides.Count > 0)
        {
            await bot.OverrideAsync(
                [.. overrides.Select(change => change with { Value = null, At = bot.Clock.GetUtcNow() }).Distinct()], CancellationToken.None);
        }

        foreach (var actor in actors.Values)
        {
            await bot.EraseAsync(actor.Address, CancellationToken.None);
        }

        await bot.DisposeAsync();
        Folder?.Dispose();
    }

    /// <summary>Does it; returns what the bot says, or null when it cannot be done.</summary>
    private async Task<ImmutableArray<SaidMessage>?> ActAsync(ChatAction action, (int Message, int Button)? button, CancellationToken cancel)
    {
        var actor = actors[action.Who];
        switch (action)
        {
            case ChatAction.Sends sends:
                return await DeliverAsync(actor, sends.Input, cancel);
            case ChatAction.Presses or ChatAction.PressesOld:
                return button is (var message, var position) && message < actor.Messages.Count && ButtonsOf(actor.Messages[message]) is { } buttons && position < buttons.Count
                    ? await DeliverAsync(actor, new PressInput(buttons[position].Data), cancel)
                    : NoSuchButton(action);
            case ChatAction.ArrivesAgain when actor.Last is { } last:
                return await TakeAsync(actor, last, cancel);
            case ChatAction.ArrivesAgain:
                complaints.Add("Belum ada pesan yang bisa datang lagi. / Nothing has arrived yet that could arrive again.");
                return null;
            case ChatAction.TimePasses passes:
                return await NoteAsync(Main, await bot.MoveToAsync(bot.Clock.GetUtcNow() + passes.By, Main.Address, cancel), cancel);
            case ChatAction.TimeIs time when time.Moment >= bot.Clock.GetUtcNow():
                return await NoteAsync(Main, await bot.MoveToAsync(time.Moment, Main.Address, cancel), cancel);
            case ChatAction.TimeIs:
                complaints.Add("Waktu tidak bisa mundur. / Time does not go back.");
                return null;
            case ChatAction.Administers administers:
                await AdministerAsync(administers.Values, cancel);
                await LookAsync(cancel);
                return [];
            case ChatAction.Restarts:
                await bot.RestartAsync(cancel);
                await LookAsync(cancel);
                return [];
            case ChatAction.StaffSays staff:
                return await StaffActAsync(staff.Text, cancel);
            case ChatAction.StaffCloses:
                return await StaffActAsync(words: null, cancel);
            case ChatAction.Publishes publishes when await Folder!.PutAsync(publishes.Version, bot.Library, cancel) is { } reason:
                complaints.Add(reason);
                return null;
            case ChatAction.Publishes:
                await bot.ReloadAsync(cancel);
                return await NoteAsync(Main, [], cancel);
            default:
                throw new InvalidOperationException($"Unknown action: {action.GetType().Name}.");
        }
    }

    private async Task<ImmutableArray<SaidMessage>?> StaffActAsync(string? words, CancellationToken cancel)
    {
        bot.Clock.Advance(Typing);
        if (await bot.StaffActAsync(Main.Address, words, cancel) is { } sent)
        {
            return await NoteAsync(Main, sent, cancel);
        }

        complaints.Add("Tidak ada tiket yang terbuka, jadi tidak ada petugas. / There is no open ticket, so there is no officer.");
        return null;
    }

    /// <summary>The facts that do not hold.</summary>
    private async Task<IEnumerable<string>> ComplaintsAsync(ImmutableArray<Fact> facts, CancellationToken cancel)
    {
        var found = new List<string>();
        foreach (var group in facts.GroupBy(fact => fact.Who))
        {
            var actor = actors[group.Key];
            var tickets = group.Any(fact => fact.Kind == FactKind.Ticket) ? await bot.TicketsAsync(actor.Address, cancel) : [];
            var situation = new Situation(
                bot.Library, actor.Visitor, [.. tickets.Select(ticket => new OpenTicket(ticket.Dialog, ticket.Queue, ticket.Area, ticket.Note, Sla: null))],
                bot.Clock.GetUtcNow())
            {
                Submissions = group.Any(fact => fact.Kind == FactKind.Submitted)
                    ? (await bot.SubmissionsAsync(actor.Address, cancel)).ConvertAll(sent => (sent.Kind, sent.State)) : [],
            };
            found.AddRange(group.Select(fact => FactCheck.Complaint(fact, situation)).OfType<string>());
        }

        return found;
    }

    private async Task<ImmutableArray<SaidMessage>> DeliverAsync(Actor actor, Input input, CancellationToken cancel)
    {
        bot.Clock.Advance(Typing);
        actor.Last = new IncomingMessage(ScriptChannel.ChannelName, actor.Address, nextUpdateId(), input, actor.Language);
        var said = await TakeAsync(actor, actor.Last, cancel);
        if (options.Torture)
        {
            await ExpectNothingAsync(actor, cancel);
            await PressOldButtonsAsync(actor, cancel);
        }

        return said;
    }

    private async Task<ImmutableArray<SaidMessage>> TakeAsync(Actor actor, IncomingMessage message, CancellationToken cancel) =>
        await NoteAsync(actor, await bot.ReceiveAsync(message, cancel), cancel);

    /// <summary>What the bot said: first to the one who acted, then to the others in the order in which they were introduced.</summary>
    private async Task<ImmutableArray<SaidMessage>> NoteAsync(Actor acting, IReadOnlyList<OutgoingMessage> sent, CancellationToken cancel)
    {
        var said = ImmutableArray.CreateBuilder<SaidMessage>();
        said.AddRange(await NoteOneAsync(acting, sent, cancel));
        foreach (var other in actors.Values.Where(actor => actor != acting))
        {
            said.AddRange(await NoteOneAsync(other, await bot.TakeSentAsync(other.Address, cancel), cancel));
        }

        complaints.AddRange(bot.TakeTroubles());
        return said.ToImmutable();
    }

    private async Task<ImmutableArray<SaidMessage>> NoteOneAsync(Actor actor, IReadOnlyList<OutgoingMessage> sent, CancellationToken cancel)
    {
        var before = actor.Visitor;
        actor.Messages.AddRange(sent);
        await LookAsync(actor, cancel);
        var said = sent.Select(message => Plain(message) with { Who = actor.Name }).ToImmutableArray();
        coverage?.Note(before, actor.Visitor, said);
        return said;
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        foreach (var actor in actors.Values)
        {
            await LookAsync(actor, cancel);
        }
    }

    private async Task LookAsync(Actor actor, CancellationToken cancel) =>
        actor.Visitor = await bot.FindAsync(actor.Address, cancel) ?? actor.Nobody;

    /// <summary>The same update once more: no answer, no change.</summary>
    private async Task ExpectNothingAsync(Actor actor, CancellationToken cancel)
    {
        var sent = await bot.ReceiveAsync(actor.Last!, cancel);
        if (sent.Count > 0)
        {
            complaints.Add($"Pesan yang sama datang dua kali dan dijawab lagi. / The same update arrived twice and was answered again: {sent[0].Text}");
        }

        await ExpectUnchangedAsync(actor, "pesan ganda / the repeated update", cancel);
    }

    private async Task PressOldButtonsAsync(Actor actor, CancellationToken cancel)
    {
        actor.OldData.UnionWith(actor.Messages.SelectMany(ButtonsOf).Select(button => button.Data));
        foreach (var data in actor.OldData.Order(StringComparer.Ordinal))
        {
            var age = OldButtons.AgeOf(data, actor.Visitor);
            if (age is not (ButtonAge.Old or ButtonAge.JustPressed))
            {
                continue;
            }

            var sent = await bot.ReceiveAsync(
                new IncomingMessage(ScriptChannel.ChannelName, actor.Address, nextUpdateId(), new PressInput(data), actor.Language), cancel);
            complaints.AddRange(bot.TakeTroubles());
            var said = sent.Select(Plain).ToList();
            if (age == ButtonAge.JustPressed ? said.Count > 0 : !OldButtons.IsKindAnswer(bot.Library.Texts, actor.Visitor.Contact.Language, said))
            {
                complaints.Add($"Tombol lama {data} dijawab keliru. / Old button {data} got a wrong answer: {(said.Count == 0 ? "-" : said[0].Text)}");
            }

            await ExpectUnchangedAsync(actor, $"tombol lama / old button {data}", cancel);
        }
    }

    private async Task ExpectUnchangedAsync(Actor actor, string what, CancellationToken cancel)
    {
        var now = await bot.FindAsync(actor.Address, cancel) ?? actor.Nobody;
        if (VisitorText.Of(now) != VisitorText.Of(actor.Visitor))
        {
            complaints.Add($"Keadaan berubah karena {what}. / The state changed: {VisitorText.Of(actor.Visitor)} → {VisitorText.Of(now)}");
        }
    }

    private (int Message, int Button)? ButtonOf(ChatAction action)
    {
        var messages = actors[action.Who].Messages;
        var (label, message) = action switch
        {
            ChatAction.Presses presses => (presses.Label, messages.FindLastIndex(m => ButtonsOf(m).Count > 0)),
            ChatAction.PressesOld old => (old.Label, old.Message - 1),
            _ => ("", -1),
        };
        if (message < 0 || message >= messages.Count)
        {
            return null;
        }

        var button = ButtonsOf(messages[message]).FindIndex(b => ChatPattern.Matches(label, b.Label));
        return button < 0 ? null : (message, button);
    }

    private ImmutableArray<SaidMessage>? NoSuchButton(ChatAction action)
    {
        var messages = actors[action.Who].Messages;
        var (label, message) = action is ChatAction.PressesOld old
            ? (old.Label, messages.ElementAtOrDefault(old.Message - 1))
            : (((ChatAction.Presses)action).Label, messages.LastOrDefault(m => ButtonsOf(m).Count > 0));
        var there = message is null ? "-" : string.Join(' ', ButtonsOf(message).Select(b => $"[{b.Label}]"));
        complaints.Add($"Tidak ada tombol [{label}] di sana. Yang ada: {there} / There is no button [{label}] there. There are: {there}");
        return null;
    }

    private static List<Button> ButtonsOf(OutgoingMessage message) => [.. message.Buttons.SelectMany(row => row)];

    /// <summary>The words, and on a line of its own the file that comes with them.</summary>
    private static string WithFile(OutgoingMessage message) => message.File is { } file
        ? $"{message.Text.Text}\n({(file.Kind == FileKind.Photo ? "photo" : "document")} {file.Name})".TrimStart('\n')
        : message.Text.Text;

    private static SaidMessage Plain(OutgoingMessage message) => new(WithFile(message), [.. ButtonsOf(message).Select(button => button.Label)]);
}

/// <summary>One person on the stage, in a chat of their own.</summary>
internal sealed class Actor(OtherPerson person, string language, TimeZoneInfo zone)
{
    internal string Name => person.Name;

    internal ImmutableArray<Given> Given => person.Given;

    internal string Language => language;

    /// <summary>Where they are; nobody was there before.</summary>
    internal string Address { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Somebody of whom nothing is known yet.</summary>
    internal Visitor Nobody { get; } = new(new Contact(language, zone, ValueSet.Empty), [], null, 0);

    internal Visitor Visitor { get => field ?? Nobody; set; }

    /// <summary>What the bot has said to them.</summary>
    internal List<OutgoingMessage> Messages { get; } = [];

    /// <summary>What they did last.</summary>
    internal IncomingMessage? Last { get; set; }

    internal HashSet<string> OldData { get; } = [];
}
