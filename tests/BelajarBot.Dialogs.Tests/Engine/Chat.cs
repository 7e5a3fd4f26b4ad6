using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Tests.Checks;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>
/// One person at the front desk, with dialogs written in the test. What the bot answers comes back as lines:
/// <c>text [Button] [Button]</c>.
/// </summary>
internal sealed class Chat
{
    private readonly Dictionary<string, Conversation> conversations = [];
    private readonly List<Say> said = [];
    private readonly Dictionary<(string, string), DateTimeOffset> reached = [];
    private ValueSet fields = ValueSet.Empty;
    private ValueSet consents = ValueSet.Empty;
    private string language;
    private string? active;
    private bool isStopped;
    private long count;

    internal Chat(string dialog, string language = "id")
        : this(new Dictionary<string, string> { ["uji.yaml"] = dialog }, language)
    {
    }

    internal Chat(IReadOnlyDictionary<string, string> dialogs, string language = "id")
    {
        this.language = language;
        Library = Load(dialogs);
        if (Library.Consents.TryGetValue("data_program", out var consent))
        {
            // Most chats here are about something else: this person has agreed to the bot's usual consent long ago.
            consents = consents.With(consent.Name, consent.Version);
        }
    }

    internal DialogLibrary Library { get; set; }

    internal DateTimeOffset Now { get; set; } = new(2026, 3, 3, 3, 0, 0, TimeSpan.Zero);

    internal List<Effect> Effects { get; } = [];

    /// <summary>The milestones asked for so far, in order.</summary>
    internal IEnumerable<string> Milestones => Effects.OfType<ReachMilestone>().Select(m => m.Name);

    internal ValueSet Fields => fields;

    internal ValueSet Consents
    {
        get => consents;
        set => consents = value;
    }

    internal string? Active => active;

    internal Conversation this[string dialog] => conversations[dialog];

    /// <summary>A publish in the middle of the chat: the conversation as it is afterwards, and the new dialogs.</summary>
    internal void Replace(Conversation conversation, DialogLibrary library)
    {
        conversations[conversation.Dialog] = conversation;
        Library = library;
    }

    /// <summary>The bot's own files as shipped, with these dialogs instead of the shipped ones.</summary>
    internal static DialogLibrary Load(IReadOnlyDictionary<string, string> dialogs, params DialogSource[] inUse)
    {
        var loaded = LoadAll(dialogs, inUse);
        Assert.True(loaded.Library is not null, string.Join('\n', loaded.Problems));
        return loaded.Library;
    }

    internal static LoadedDialogs LoadAll(IReadOnlyDictionary<string, string> dialogs, params DialogSource[] inUse)
    {
        var files = Repository.DialogFiles().Where(file => !file.Key.Contains('/') || file.Key.StartsWith("bahasa/", StringComparison.Ordinal) || file.Key.StartsWith("programs/", StringComparison.Ordinal))
            .ToDictionary(file => file.Key, file => DialogFiles.WithoutReminders(file.Key, file.Value));
        foreach (var (path, text) in dialogs)
        {
            files[path] = text;
        }

        return DialogLoader.Load(files, inUse);
    }

    internal string[] Says(string text) => Sends(new TextInput(text));

    internal string[] Starts(string payload = "") => Sends(new StartInput(payload));

    /// <summary>Presses the newest button with this label.</summary>
    internal string[] Presses(string label) => Sends(new PressInput(DataOf(label)));

    internal string DataOf(string label) =>
        said.SelectMany(s => s.Buttons).SelectMany(row => row).Last(button => button.Label == label).Data;

    /// <summary>The clock moves; whatever is due on the way happens at its moment.</summary>
    /// <param name="time">How much time passes.</param>
    /// <param name="onSaid">Called with the moment at which something is said.</param>
    internal string[] Waits(TimeSpan time, Action<DateTimeOffset>? onSaid = null)
    {
        var until = Now + time;
        var lines = new List<string>();
        while (conversations.Values.Where(c => c.DueAt <= until).MinBy(c => c.DueAt) is { DueAt: { } due } next)
        {
            Now = due > Now ? due : Now;
            var answers = Take(FrontDesk.Wake(Library, Visitor(), next.Dialog, Now));
            lines.AddRange(answers);
            if (answers.Length > 0)
            {
                onSaid?.Invoke(Now);
            }
        }

        Now = until;
        return [.. lines];
    }

    /// <summary>A date of a programme has changed: the conversation is given its new moment, as the bot does.</summary>
    internal void Reschedule(string dialog) => conversations[dialog] = DialogEngine.Reschedule(
        Library.Find(dialog)!, conversations[dialog], new TurnContext(Now, Visitor().Contact, Library.Texts) { Programmes = Library.Programmes });

    internal string[] HumanIsDone(string dialog) => Take(FrontDesk.GiveBack(Library, Visitor(), dialog, Now));

    internal string[] Sends(Input input) => Take(FrontDesk.Respond(Library, Visitor(), input, Now));

    private Visitor Visitor() => new(
        new Contact(language, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta"), fields, isStopped) { Milestones = reached, Consents = consents }, [.. conversations.Values], active, count);

    private string[] Take(Reply reply)
    {
        foreach (var conversation in reply.Changed)
        {
            conversations[conversation.Dialog] = conversation;
        }

        (active, count) = (reply.Active, reply.ConversationCount);
        foreach (var effect in reply.Effects)
        {
            Apply(effect);
        }

        Effects.AddRange(reply.Effects);
        var now = reply.Effects
            .Select(effect => effect is Remind remind ? new Say(remind.Text, remind.Buttons) : effect)
            .OfType<Say>().ToList();
        said.AddRange(now);
        return [.. now.Select(Line)];
    }

    private void Apply(Effect effect)
    {
        switch (effect)
        {
            case SaveField { Value: { } value } save:
                fields = fields.With(save.Field, value);
                break;
            case SaveField save:
                fields = fields.Without(save.Field);
                break;
            case DecideConsent decision:
                consents = decision.After(consents);
                break;
            case ReachMilestone mark:
                reached.TryAdd((mark.Scope, mark.Name), Now);
                break;
            case SetSending sending:
                isStopped = sending.IsStopped;
                break;
            case ChooseLanguage chosen:
                language = chosen.Language;
                break;
            default:
                break;
        }
    }

    private static string Line(Say say) =>
        string.Join(' ', [say.Text.Text, .. say.Buttons.SelectMany(row => row).Select(button => $"[{button.Label}]")]);
}
