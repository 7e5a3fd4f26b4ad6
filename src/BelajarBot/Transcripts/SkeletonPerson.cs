using BelajarBot.Channels;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Transcripts;

/// <summary>A person who plays one situation of a skeleton on the bot, while it is written down.</summary>
internal sealed class SkeletonPerson
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    private readonly ScriptBot bot;
    private readonly Dialog dialog;
    private readonly ChatRecord record;
    private readonly Func<long> nextUpdateId;
    private readonly string address = Guid.NewGuid().ToString("N");
    private readonly HashSet<(string Step, string Choice)> chosen = [];
    private Visitor visitor;

    private SkeletonPerson(ScriptBot bot, Dialog dialog, string title, string? role, Func<long> nextUpdateId)
    {
        (this.bot, this.dialog, this.nextUpdateId) = (bot, dialog, nextUpdateId);
        record = new ChatRecord(title, Language, Zone, role);
        visitor = new Visitor(new Contact(Language, Zone, ValueSet.Empty), [], null, 0);
    }

    /// <summary>The question that is open, or null.</summary>
    internal Question? Open => State is { Status: ConversationStatus.Open } state ? DialogOf(state)?.Find(state.Step) as Question : null;

    /// <summary>Whether a human has taken over.</summary>
    internal bool IsWithHuman => State?.Status == ConversationStatus.HandedOver;

    /// <summary>When the bot speaks first, or null.</summary>
    internal DateTimeOffset? DueAt => State?.DueAt;

    /// <summary>Whether time is passing by the dialog's own wish.</summary>
    internal bool IsWaiting => State is { Status: ConversationStatus.Open, WaitingUntil: not null };

    private string Language => dialog.Languages[0];

    private Conversation? State => visitor.Conversations.FirstOrDefault(c => c.Dialog == visitor.Active);

    internal static async Task<SkeletonPerson> ComeAsync(
        ScriptBot bot, Dialog dialog, string title, string? role, Func<long> nextUpdateId, CancellationToken cancel)
    {
        var person = new SkeletonPerson(bot, dialog, title, role, nextUpdateId);
        if (role is not null)
        {
            await bot.IntroduceAsync(person.address, person.Language, Zone, [new("role", role)], cancel);
        }

        return person;
    }

    /// <summary>The conversation as it went.</summary>
    public override string ToString() => record.ToString();

    internal void Note(string text) => record.Note(text);

    /// <summary>Begins the dialog in the shortest way that it has.</summary>
    internal Task BeginAsync(CancellationToken cancel) => SendAsync(
        dialog.Start switch
        {
            { Commands: [var command, ..] } => new TextInput($"/{command}"),
            { Keywords: { } words } when words.All.Any() => new TextInput(words.All.First()),
            { Link: { } link } => new StartInput(link),
            _ => new PressInput($"o.{dialog.Id}"),
        },
        cancel);

    internal Task SaysAsync(string words, CancellationToken cancel) => SendAsync(new TextInput(words), cancel);

    /// <summary>The nearest way from the open question to a human, or null.</summary>
    internal WayToHuman? WayToHuman(Question question) => Dialogs.Transcripts.WayToHuman.From(DialogOf(State!)!, question);

    /// <summary>Answers the open question so that it goes on, with the choice wanted or with one that was not chosen yet.</summary>
    internal async Task AnswerAsync(CancellationToken cancel, string? choice = null)
    {
        if (Open is ChoicesStep question)
        {
            var wanted = question.Choices.FirstOrDefault(c => c.Id == choice)
                ?? question.Choices.FirstOrDefault(c => !chosen.Contains((question.Id, c.Id))) ?? question.Choices[^1];
            chosen.Add((question.Id, wanted.Id));
            await SendAsync(Press(wanted), cancel);
        }
        else if (Open is { } typed)
        {
            await SendAsync(Sample(typed, SampleKind.Valid) ?? new TextInput("ya"), cancel);
        }
    }

    /// <summary>Answers the open question with something that it cannot use.</summary>
    internal Task AnswerWronglyAsync(CancellationToken cancel) => SendAsync(
        Open is { } question and not ChoicesStep && Sample(question, SampleKind.Invalid) is TextInput { Text: { Length: > 0 and < 60 } words } && !string.IsNullOrWhiteSpace(words)
            ? new TextInput(words)
            : new UnsupportedInput("sticker"),
        cancel);

    /// <summary>A press of a button of the open question, to be sent now or when it is an old one.</summary>
    internal PressInput Press(Choice choice) => new($"c.{State!.Number}.{State.Question}.{choice.Id}");

    internal async Task SendAsync(Input input, CancellationToken cancel)
    {
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        record.Did(input, bot.Clock.GetUtcNow());
        await HearAsync(await bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, address, nextUpdateId(), input, Language), cancel), cancel);
    }

    internal async Task WaitAsync(DateTimeOffset until, CancellationToken cancel)
    {
        // Scripts tell the time to the minute.
        var minute = new DateTimeOffset(until.Ticks - (until.Ticks % TimeSpan.TicksPerMinute), until.Offset);
        until = minute == until ? until : minute + TimeSpan.FromMinutes(1);
        record.Waited(until);
        await HearAsync(await bot.MoveToAsync(until, address, cancel), cancel);
    }

    internal async Task StaffClosesAsync(CancellationToken cancel)
    {
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        record.StaffClosed();
        await HearAsync(await bot.StaffActAsync(address, words: null, cancel) ?? [], cancel);
    }

    private async Task HearAsync(IReadOnlyList<OutgoingMessage> sent, CancellationToken cancel)
    {
        foreach (var message in sent)
        {
            record.Said(message.Text.Text, [.. message.Buttons.SelectMany(row => row)]);
        }

        visitor = await bot.FindAsync(address, cancel) ?? visitor;
    }

    private Dialog? DialogOf(Conversation state) => bot.Library.Find(state.Dialog, state.Revision);

    private Input? Sample(Question question, SampleKind kind) =>
        DialogOf(State!)?.Answers.GetValueOrDefault(question.Asks)?.ValueType?
            .Samples(new Random(1)).FirstOrDefault(sample => sample.Kind == kind)?.Input;
}
