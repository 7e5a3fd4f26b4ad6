using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Helpdesk;

/// <summary><c>/pertanyaan</c>: what somebody has asked humans, what becomes of it, and the way to add to it or to take it back.</summary>
internal sealed class OwnQuestionsCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "pertanyaan",
        ("none", []), ("question", ["number", "opened", "words", "state"]), ("no_words", []),
        ("answered", ["when"]), ("taken", ["by"]), ("waiting", ["by"]), ("late", ["by"]), ("nobody", []),
        ("withdrawn", ["number"]), ("gone", []), ("ask_button", []), ("add_button", []), ("withdraw_button", []));

    private const string Withdraw = "tarik.";

    /// <summary>Somebody asks about one thing at a time; there may be one more, of a dialog that was handed over.</summary>
    private const int MostShown = 3;

    private const int LongestWords = 300;

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.IsPress && turn.Arguments.StartsWith(Withdraw, StringComparison.Ordinal))
        {
            await WithdrawAsync(turn, turn.Arguments[Withdraw.Length..]);
            return;
        }

        var open = await TicketStore.OpenOfPersonAsync(turn.Session, turn.Person.Id);
        if (open.Count == 0)
        {
            await turn.SayAsync(turn.Text("none"), AskButton(turn), turn.MenuButton);
        }

        foreach (var ticket in open.TakeLast(MostShown))
        {
            await ShowAsync(turn, ticket);
        }
    }

    private static async Task ShowAsync(CapabilityTurn turn, Ticket ticket)
    {
        var lines = await TicketStore.LinesAsync(turn.Session, ticket.Id);
        await turn.SayInPrivateAsync(
            turn.Text(
                "question",
                ("number", Number(ticket.Id)), ("opened", When(turn, ticket.OpenedAt)), ("words", WordsOf(turn, ticket, lines)),
                ("state", (await StateAsync(turn, ticket, lines)).Text)),
            Button.Asking(turn.Text("add_button").Text, AskHumanCommand.Contract.Command, AskHumanCommand.ReplyTo(ticket.Id)),
            turn.Button("withdraw_button", Withdraw + Number(ticket.Id)),
            turn.MenuButton);
    }

    /// <summary>What was asked first; where nothing was said yet, the guide that was handed over.</summary>
    private static string WordsOf(CapabilityTurn turn, Ticket ticket, List<TicketLine> lines) =>
        lines.Find(line => line.Author == "person") is { } first ? TicketPost.InWords(first.Said).ShortenTo(LongestWords)
        : turn.Library.Find(ticket.Dialog)?.Title.In(turn.Person.Language).Source ?? turn.Text("no_words").Text;

    private static async Task<RichText> StateAsync(CapabilityTurn turn, Ticket ticket, List<TicketLine> lines)
    {
        if (lines is [.., { Author: "staff", At: var answered }])
        {
            return turn.Text("answered", ("when", When(turn, answered)));
        }

        var by = ticket.AnswerBy is { } target ? When(turn, target) : null;
        return ticket.AnswerBy < turn.Now ? turn.Text("late", ("by", by))
            : await TicketStore.OfficerOfAsync(turn.Session, ticket.Id) is not null ? turn.Text("taken", ("by", by))
            : (await TicketStore.ToAskAsync(turn.Session, ticket.Id)).AskedArea is null ? turn.Text("nobody")
            : turn.Text("waiting", ("by", by));
    }

    /// <summary>Only an open question of the person's own; a forged or repeated press changes nothing.</summary>
    private static async Task WithdrawAsync(CapabilityTurn turn, string number)
    {
        if ((await TicketStore.OpenOfPersonAsync(turn.Session, turn.Person.Id)).Find(ticket => Number(ticket.Id) == number) is not { } own)
        {
            await turn.SayAsync(turn.Text("gone"), AskButton(turn), turn.MenuButton);
            return;
        }

        if (await TicketStore.OfficerOfAsync(turn.Session, own.Id) is { } officer && turn.Library.Texts.FindCommand(TicketsCommand.Contract.Command) is { } desk)
        {
            await TicketPost.SendAsync(
                turn.Scope, officer, desk.Texts["withdrawn"].In(officer.Language).Render(new NamedValues([("number", number)])),
                [[Button.Asking(desk.Texts["queue_button"].In(officer.Language).Source, desk.Name, "")]]);
        }

        await TicketStore.CloseAsync(turn.Session, own.Id, TicketsCommand.Withdrawn, turn.Now);
        await turn.SayAsync(turn.Text("withdrawn", ("number", number)), turn.MenuButton);
    }

    private static Button AskButton(CapabilityTurn turn) => Button.Asking(turn.Text("ask_button").Text, AskHumanCommand.Contract.Command, "");

    private static string When(CapabilityTurn turn, DateTimeOffset moment) => Moments.At(moment, Person.ClockOf(turn.Person.Zone), turn.Person.Language);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
