using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>
/// <c>/tanyapetugas</c> and the word <c>petugas</c>, in or outside a dialog, and "Tanya petugas" under what the bot did not understand: brings a question to a
/// human, and says honestly when to expect an answer. The dialog stays open beside it.
/// </summary>
internal sealed class AskHumanCommand(Officers officers, IOptions<HelpdeskOptions> options) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "tanyapetugas",
        ("ask", []), ("ask_in_dialog", ["title"]), ("without_words_button", []), ("unusable", []), ("no_words", []),
        ("opened", ["number", "by"]), ("opened_nobody", ["number"]), ("open_already", ["number"]), ("added", ["number"]));

    /// <summary>With the question that was kept; the engine's button carries it.</summary>
    private const string Kept = "kirim";
    private const string WithoutWords = "langsung";
    private const string Write = "tulis";

    /// <summary>As much as staff may write at a time: it is shown to them in one message.</summary>
    private const int Longest = 3000;

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Said is not null)
        {
            await ReceiveAsync(turn, turn.Said);
        }
        else if (turn is { IsPress: true, Arguments: Kept } && await KeptQuestions.TakeAsync(turn.Session, turn.Person.Id, turn.Now) is { } words)
        {
            await BringAsync(turn, new TextInput(words));
        }
        else if (turn is { IsPress: true, Arguments: WithoutWords } && await PlaceAsync(turn) is not null)
        {
            await BringAsync(turn, said: null);
        }
        else
        {
            await AskAsync(turn);
        }
    }

    private static async Task AskAsync(CapabilityTurn turn)
    {
        turn.Await(Write);
        await (await PlaceAsync(turn) is { } place && turn.Library.Find(place.Dialog) is { } dialog
            ? turn.SayAsync(
                turn.Text("ask_in_dialog", ("title", dialog.Title.In(turn.Person.Language).Source)), turn.Button("without_words_button", WithoutWords))
            : turn.SayAsync(turn.Text("ask"), turn.MenuButton));
    }

    private async Task ReceiveAsync(CapabilityTurn turn, Input said)
    {
        switch (said)
        {
            case TextInput { Text: var text } when !string.IsNullOrWhiteSpace(text) && text.Length <= Longest:
                await BringAsync(turn, new TextInput(SecretDetector.Redact(text).Text));
                break;
            case FileInput:
                await BringAsync(turn, said);
                break;
            default:
                turn.Await(Write);
                await turn.SayAsync(turn.Text("unusable"));
                break;
        }
    }

    /// <summary>Opens a ticket, or adds to the one that is open: a person talks with staff about one thing at a time.</summary>
    private async Task BringAsync(CapabilityTurn turn, Input? said)
    {
        if ((await TicketStore.OpenOfPersonAsync(turn.Session, turn.Person.Id)).LastOrDefault() is { } open)
        {
            if (said is not null)
            {
                await TicketStore.AddFromPersonAsync(turn.Session, open.Id, said, turn.Now);
            }

            await turn.SayAsync(turn.Text(said is null ? "open_already" : "added", ("number", Number(open.Id))), turn.MenuButton);
            return;
        }

        var by = turn.Now + options.Value.AnswerWithin;
        var place = await PlaceAsync(turn);
        var id = await TicketStore.OpenAsync(
            turn.Session,
            new NewTicket(turn.Person.Id, place?.Dialog ?? "", place?.Step, place?.FailedTries ?? 0, Holds: false, "duta", turn.Person.Region, Note: null, by),
            turn.Now);
        await TicketStore.AddFromPersonAsync(turn.Session, id, said ?? new TextInput(turn.Text("no_words").Text), turn.Now);

        var nearest = await officers.NearestAsync(turn.Session, Permission.AnswerTickets, turn.Person.Region, turn.Now);
        await turn.SayAsync(
            nearest.Any(officer => officer.Id != turn.Person.Id)
                ? turn.Text("opened", ("number", Number(id)), ("by", LanguageData.Moment(by, new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language))))
                : turn.Text("opened_nobody", ("number", Number(id))),
            turn.MenuButton);
    }

    /// <summary>Where the person stands: the conversation whose question is open, or null.</summary>
    private static async Task<Conversation?> PlaceAsync(CapabilityTurn turn) => turn.Person.ActiveDialog is { } active
        ? (await ConversationStore.OfPersonAsync(turn.Session, turn.Person.Id)).FirstOrDefault(conversation => conversation.Dialog == active && conversation.IsUnfinished)
        : null;

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
