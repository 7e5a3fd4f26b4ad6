using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;
using BelajarBot.Wording;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>
/// <c>/tanyapetugas</c> and the word <c>petugas</c>, in or outside a dialog, and "Tanya petugas" under what the bot did not understand: brings a question to a
/// human, and says honestly when to expect an answer. The dialog stays open beside it.
/// </summary>
internal sealed class AskHumanCommand(TicketRouting routing, IOptions<HelpdeskOptions> options) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "tanyapetugas",
        ("ask", []), ("ask_in_dialog", ["title"]), ("ask_more", ["number"]), ("own_button", []), ("without_words_button", []), ("unusable", []), ("no_words", []),
        ("opened", ["number", "by"]), ("opened_nobody", ["number"]), ("open_already", ["number"]), ("added", ["number"]),
        ("closed", ["number", "reason"]), ("reply_button", []), ("reply", ["number"]), ("no_ticket", []),
        ("good_button", []), ("fair_button", []), ("poor_button", []), ("rated", []));

    /// <summary>With the question that was kept; the engine's button carries it.</summary>
    private const string Kept = "kirim";
    private const string WithoutWords = "langsung";
    private const string Write = "tulis";
    private const string Reply = "balas.";
    private const string Rate = "nilai.";

    /// <summary>Under what staff wrote: the person's next words go to them.</summary>
    internal static string ReplyTo(long ticketId) => Reply + Number(ticketId);

    /// <summary>Under the news that a ticket is closed: how it was, from 1 to 3.</summary>
    internal static string Rating(long ticketId, int rating) => $"{Rate}{Number(ticketId)}.{rating}";

    /// <summary>As much as staff may write at a time: it is shown to them in one message.</summary>
    private const int Longest = 3000;

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Said is not null)
        {
            await ReceiveAsync(turn, turn.Said);
        }
        else if (turn.IsPress && turn.Arguments.StartsWith(Rate, StringComparison.Ordinal))
        {
            await RateAsync(turn, turn.Arguments[Rate.Length..].Split('.'));
        }
        else if (turn.IsPress && turn.Arguments.StartsWith(Reply, StringComparison.Ordinal))
        {
            await ReplyAsync(turn);
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

    /// <summary>Only the person's own ticket is rated, only once closed, and only once; a forged or repeated press changes nothing.</summary>
    private static async Task RateAsync(CapabilityTurn turn, string[] parts)
    {
        if (parts is [var number, "1" or "2" or "3"] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            await TicketStore.RateAsync(turn.Session, id, turn.Person.Id, parts[1][0] - '0');
        }

        await turn.SayAsync(turn.Text("rated"), turn.MenuButton);
    }

    private static async Task ReplyAsync(CapabilityTurn turn)
    {
        if (await OwnOpenAsync(turn) is { } open)
        {
            turn.Await(ReplyTo(open.Id));
            await turn.SayAsync(turn.Text("reply", ("number", Number(open.Id))));
        }
        else
        {
            await turn.SayAsync(turn.Text("no_ticket"), turn.MenuButton);
        }
    }

    /// <summary>The ticket that the person replies to, if it is theirs and open still; else the newest that is.</summary>
    private static async Task<Ticket?> OwnOpenAsync(CapabilityTurn turn)
    {
        var open = await TicketStore.OpenOfPersonAsync(turn.Session, turn.Person.Id);
        return open.Find(ticket => turn.Arguments == ReplyTo(ticket.Id)) ?? open.LastOrDefault();
    }

    private static async Task AskAsync(CapabilityTurn turn)
    {
        turn.Await(Write);
        if (await OwnOpenAsync(turn) is { } open)
        {
            // A person talks with staff about one thing at a time, so they are told that this goes to what they have asked.
            await turn.SayAsync(
                turn.Text("ask_more", ("number", Number(open.Id))),
                Button.Asking(turn.Text("own_button").Text, OwnQuestionsCommand.Contract.Command, ""), turn.MenuButton);
            return;
        }

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
                turn.Await(turn.Arguments.Length > 0 ? turn.Arguments : Write);
                await turn.SayAsync(turn.Text("unusable"));
                break;
        }
    }

    /// <summary>Opens a ticket, or adds to the one that is open: a person talks with staff about one thing at a time.</summary>
    private async Task BringAsync(CapabilityTurn turn, Input? said)
    {
        if (await OwnOpenAsync(turn) is { } open)
        {
            if (said is not null)
            {
                await routing.FromPersonAsync(turn.Scope, open.Id, said);
            }

            await turn.SayAsync(turn.Text(said is null ? "open_already" : "added", ("number", Number(open.Id))), turn.MenuButton);
            return;
        }

        var by = turn.Now + options.Value.AnswerWithin;
        var place = await PlaceAsync(turn);
        var (id, isAnybodyAsked) = await routing.OpenAsync(
            turn.Scope, place?.Dialog ?? "", place, holds: false, Role.Captain.Name(), turn.Person.Region, note: null, by);
        await routing.FromPersonAsync(turn.Scope, id, said ?? new TextInput(turn.Text("no_words").Text));
        await turn.SayAsync(
            isAnybodyAsked
                ? turn.Text("opened", ("number", Number(id)), ("by", Moments.At(by, Person.ClockOf(turn.Person.Zone), turn.Person.Language)))
                : turn.Text("opened_nobody", ("number", Number(id))),
            turn.MenuButton);
    }

    /// <summary>Where the person stands: the conversation whose question is open, or null.</summary>
    private static async Task<Conversation?> PlaceAsync(CapabilityTurn turn) => turn.Person.ActiveDialog is { } active
        ? (await ConversationStore.OfPersonAsync(turn.Session, turn.Person.Id)).FirstOrDefault(conversation => conversation.Dialog == active && conversation.IsUnfinished)
        : null;

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
