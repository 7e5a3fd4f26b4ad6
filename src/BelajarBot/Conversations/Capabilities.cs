using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Answers one command that no dialog answers: <c>/profil</c>, <c>/statistik</c>. It runs inside the turn's transaction,
/// reads and writes in its session, and says what it has to say in the words of <c>dialogs/commands/</c>; see
/// <c>docs/capabilities.md</c>.
/// </summary>
internal interface ICapability
{
    /// <summary>The command, and the texts that its file must have.</summary>
    CommandContract Contract { get; }

    /// <summary>What its sender must be allowed to do; null when everybody may ask. It is checked before the capability hears of it.</summary>
    Permission? Requires => null;

    /// <summary>Whether it stands in officers' menus of commands only: of those who may what it requires.</summary>
    bool IsForOfficers => Requires is not null;

    /// <summary>Answers.</summary>
    Task AnswerAsync(CapabilityTurn turn);
}

/// <summary>Brings what people ask for to the capability that answers it.</summary>
internal sealed class AskCapabilityHandler(IEnumerable<ICapability> capabilities, Officers officers, ShownCommands commands, FileFolder files)
    : EffectHandler<AskCapability>
{
    private readonly FrozenDictionary<string, ICapability> byCommand = capabilities.ToFrozenDictionary(each => each.Contract.Command);

    /// <summary>A typed command, its words, a forged button and awaited words all meet the same limit here.</summary>
    protected override async Task HandleAsync(AskCapability effect, TurnScope turn)
    {
        var capability = byCommand[effect.Command];
        var officer = await officers.OfAsync(turn.Session, turn.Person, turn.Now);
        var asked = new CapabilityTurn(turn, turn.Library.Texts.FindCommand(effect.Command)!, effect, officer, files)
        {
            CommandsOf = who => commands.OwnOf(who, turn.Library),
        };
        if (capability.Requires is { } permission && !officer.May(permission))
        {
            await asked.RefuseAsync();
            return;
        }

        if (officer.Grants.Count > 0 && WordsOf(effect.Said) is { } words && SecretRequest.Find(words) is { } secret)
        {
            // Whatever an officer writes, other people would read them: an answer, a broadcast, the reason of a reviewer.
            asked.Await(effect.Arguments);
            await asked.SayAsync(turn.Library.Texts["asks_for_secret"].In(turn.Person.Language).Render(new NamedValues([("secret", secret)])));
            return;
        }

        await capability.AnswerAsync(asked);
    }

    private static string? WordsOf(Input? said) => said switch
    {
        TextInput text => text.Text,
        FileInput file => file.Caption,
        _ => null,
    };
}

/// <summary>A turn in which a capability answers: who asks, for what, and the ways to answer.</summary>
internal sealed class CapabilityTurn(TurnScope scope, BotCommand command, AskCapability asked, Officer officer, FileFolder files)
{
    /// <summary>The turn, to change the person, or to hand on.</summary>
    internal TurnScope Scope => scope;

    internal Session Session => scope.Session;

    internal Person Person => scope.Person;

    internal DateTimeOffset Now => scope.Now;

    internal DialogLibrary Library => scope.Library;

    /// <summary>What stood behind the command, or what a button brought back; may be empty, old, or forged.</summary>
    internal string Arguments => asked.Arguments;

    /// <summary>What the sender may do, and where. Every query on other people goes through its <see cref="Officer.In"/>.</summary>
    internal Officer Officer => officer;

    /// <summary>What the person said, where <see cref="Await"/> asked for it (then the arguments are those of that call); otherwise null.</summary>
    internal Input? Said => asked.Said;

    /// <summary>Whether a button brought it.</summary>
    internal bool IsPress => asked.IsPress;

    /// <summary>The same turn as if a button had brought these arguments: for whoever types what a button says.</summary>
    internal CapabilityTurn Pressing(string arguments) =>
        new(scope, command, new AskCapability(command.Name, arguments, IsPress: true), officer, files) { CommandsOf = CommandsOf };

    /// <summary>One of the command's texts in the person's language.</summary>
    internal RichText Text(string key, params ReadOnlySpan<(string Name, string? Words)> values) =>
        command.Texts[key].In(Person.Language).Render(new NamedValues(values));

    /// <summary>The commands that an officer has and others have not.</summary>
    internal required Func<Officer, IReadOnlyList<BotCommand>> CommandsOf { get; init; }

    /// <summary>One of the command's texts in another person's language.</summary>
    internal RichText TextIn(string language, string key, params ReadOnlySpan<(string Name, string? Words)> values) =>
        command.Texts[key].In(language).Render(new NamedValues(values));

    /// <summary>A button that comes back here with these arguments.</summary>
    internal Button Button(string key, string arguments) => Dialogs.Engine.Button.Asking(Text(key).Text, command.Name, arguments);

    /// <summary>
    /// The person's next words, file or contact come here with these arguments, whatever dialog is open. A command, a button
    /// or <c>batal</c> ends the wait. Who gets something that does not fit says so and awaits again.
    /// </summary>
    /// <param name="arguments">As they shall come back.</param>
    /// <param name="letsPass">Whether words that surely are about something else (a question of a topic, another command) are answered as that.</param>
    internal void Await(string arguments, bool letsPass = false) =>
        scope.Person = scope.Person with { Awaiting = Awaiting.For(command.Name, arguments, letsPass) };

    /// <summary>Writes down that the officer looked at something or changed it: codes, numbers and areas, never words about people.</summary>
    /// <param name="act">What they did, as <c>command.act</c>: for example <c>ekspor.people</c>.</param>
    /// <param name="area">The area that it concerned; null for that of the person concerned, else that of the officer.</param>
    /// <param name="personId">Whom it concerned, if it was one person; or null.</param>
    /// <param name="details">Codes and numbers, or null.</param>
    internal async Task AuditAsync(string act, string? area = null, long? personId = null, string? details = null) =>
        await AuditLog.AddAsync(scope.Session, Person.Id, act, area ?? await AuditedAreaAsync(personId), personId, details, Now);

    /// <summary>So that the admin of an area finds there what was done in it and by whom: an act without an area would be seen by nobody of any.</summary>
    private async Task<string?> AuditedAreaAsync(long? personId) =>
        (personId is { } concerned && concerned != Person.Id
            ? await Session.FirstOrDefaultAsync<string?>("select region from person where id = @concerned", new { concerned })
            : null)
        ?? officer.Area ?? Person.Region;

    /// <summary>Says politely that this is for officers who may, and writes the attempt down.</summary>
    internal async Task RefuseAsync(string? area = null)
    {
        await AuditAsync($"{command.Name}.refused", area);
        await SayAsync(Library.Texts["not_allowed"].In(Person.Language).Render(new NamedValues([("command", command.Name)])), MenuButton);
    }

    /// <summary>
    /// Refuses something in an area, and writes the attempt down: who may do it elsewhere is told that this area is not theirs and
    /// which are; who may do it nowhere, that it is for officers.
    /// </summary>
    internal async Task RefuseAsync(Permission permission, string area)
    {
        if (officer.In(permission) is not { IsEmpty: false } own || own.Includes(area))
        {
            await RefuseAsync(area);
            return;
        }

        await AuditAsync($"{command.Name}.refused", area);
        await SayAsync(
            Library.Texts["outside_your_area"].In(Person.Language).Render(new NamedValues(
                [("command", command.Name), ("area", AreaIn(area)), ("own", string.Join(", ", own.Areas.Select(AreaIn)))])),
            MenuButton);
    }

    /// <summary>The name of an area, for the person.</summary>
    internal string AreaIn(string area) => area == AreaLimit.WholeCountry
        ? Library.Texts["whole_country"].In(Person.Language).Source
        : Library.Texts.Data.Types.Regions.Find(area)?.Name ?? area;

    /// <summary>A button to the menu: the last message of an answer is no dead end.</summary>
    internal Button MenuButton => Dialogs.Engine.Button.ToMenu(Library.Texts["menu_button"].In(Person.Language).Source);

    /// <summary>Says something, with a row for each of the buttons.</summary>
    internal Task SayAsync(RichText text, params ReadOnlySpan<Button> buttons) => scope.SayAsync(text, RowsOf(buttons));

    /// <summary>Says what is known about the person, so that it cannot be passed on by mistake (T96).</summary>
    internal Task SayInPrivateAsync(RichText text, params ReadOnlySpan<Button> buttons) => scope.SayAsync(text, RowsOf(buttons), isProtected: true);

    /// <summary>Gives the person a file that the bot has made for them, with the way to everything else below it.</summary>
    /// <param name="name">What their device shall call it; its ending says what it is.</param>
    /// <param name="content">What is in it, as text.</param>
    /// <param name="caption">The words that come with it, or null for none.</param>
    internal Task SendFileAsync(string name, string content, RichText? caption = null) =>
        SendFileAsync(name, Encoding.UTF8.GetBytes(content), caption, MenuButton);

    /// <summary>Gives the person a file that the bot has made for them. A picture is shown as one.</summary>
    /// <param name="name">What their device shall call it; its ending says what it is.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="caption">The words that come with it, or null for none.</param>
    /// <param name="buttons">The buttons below it, one a row.</param>
    internal async Task SendFileAsync(string name, byte[] content, RichText? caption, params Button[] buttons)
    {
        var (type, kind) = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".png" => ("image/png", FileKind.Photo),
            ".json" => ("application/json", FileKind.Document),
            ".csv" => ("text/csv", FileKind.Document),
            ".ics" => ("text/calendar", FileKind.Document),
            ".pdf" => ("application/pdf", FileKind.Document),
            ".xlsx" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FileKind.Document),
            ".txt" => ("text/plain", FileKind.Document),
            _ => ("application/octet-stream", FileKind.Document),
        };
        var path = files.Keep(content).Path;
        await SentFiles.NoteAsync(Session, Person.Id, path, name, Now);
        await scope.SayAsync(caption ?? RichText.Plain(""), RowsOf(buttons), new FileToSend(path, name, type, kind));
    }

    private static ImmutableArray<ImmutableArray<Button>> RowsOf(ReadOnlySpan<Button> buttons)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Button>>(buttons.Length);
        foreach (var button in buttons)
        {
            rows.Add([button]);
        }

        return rows.DrainToImmutable();
    }

    /// <summary>
    /// Tells somebody else, in their language, what was done that concerns them; without a sound at their night. Who asked for
    /// silence or cannot be reached is not told.
    /// </summary>
    /// <param name="personId">Whom.</param>
    /// <param name="words">The words in a language.</param>
    internal async Task TellAsync(long personId, Func<string, RichText> words)
    {
        if (await Outbox.TellAsync(Session, personId, words, Library.Policy.Quiet, Now) is { } message)
        {
            scope.Outgoing.Add(message);
        }
    }
}
