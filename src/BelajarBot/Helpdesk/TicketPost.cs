using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Helpdesk;

/// <summary>
/// Carries what is said in a ticket from one chat to the other, files included. Both see only the bot: no name, no address,
/// no phone number goes along.
/// </summary>
internal static class TicketPost
{
    private const int MostFilesSoFar = 5;

    /// <summary>Shows an officer who takes a ticket the newest pictures and documents that came before.</summary>
    internal static async Task FilesSoFarAsync(TurnScope turn, long ticketId)
    {
        if (await TicketStore.OfficerOfAsync(turn.Session, ticketId) is { } officer && await TicketStore.PersonOfAsync(turn.Session, ticketId) is { } person)
        {
            var lines = await TicketStore.LinesAsync(turn.Session, ticketId);
            foreach (var file in lines.Where(line => line.Author == "person").Select(line => line.Said).OfType<FileInput>().TakeLast(MostFilesSoFar))
            {
                await ToOfficerAsync(turn, person.Channel, officer, ticketId, file);
            }
        }
    }

    /// <summary>Takes what the person said to the officer who has the ticket.</summary>
    internal static async Task ToOfficerAsync(TurnScope turn, string from, Correspondent officer, long ticketId, Input said)
    {
        if (turn.Library.Texts.FindCommand(TicketsCommand.Contract.Command) is { } command)
        {
            await SendAsync(
                turn, from, officer,
                words => command.Texts["from_person"].In(officer.Language).Render(new NamedValues([("number", Number(ticketId)), ("words", words)])),
                said,
                Asking("answer_button", TicketsCommand.Answer), Asking("template_button", TicketsCommand.Template), Asking("close_button", TicketsCommand.Close));

            Button Asking(string key, string act) => Button.Asking(LabelOf(command, key, officer.Language), command.Name, act + Number(ticketId));
        }
    }

    /// <summary>Keeps what an officer says, and takes it to the person.</summary>
    internal static async Task FromStaffAsync(TurnScope turn, long ticketId, Input said)
    {
        await TicketStore.AddFromStaffAsync(turn.Session, ticketId, said, turn.Now);
        if (await TicketStore.PersonOfAsync(turn.Session, ticketId) is { } person && turn.Library.Texts.FindCommand(AskHumanCommand.Contract.Command) is { } command)
        {
            await SendAsync(
                turn, turn.Person.Channel, person,
                words => turn.Library.Texts["from_staff"].In(person.Language).Render(new NamedValues([("words", words)])),
                said,
                Button.Asking(LabelOf(command, "reply_button", person.Language), command.Name, AskHumanCommand.ReplyTo(ticketId)));
        }
    }

    /// <summary>Puts a message to somebody else into the outbox of this turn; it comes without a sound at night.</summary>
    internal static async Task SendAsync(
        TurnScope turn, Correspondent to, RichText text, ImmutableArray<ImmutableArray<Button>> buttons, FileToSend? file = null) =>
        turn.Outgoing.Add(await Outbox.AddAsync(
            turn.Session, to.Id, to.Channel, to.Address, MessageClass.Reply,
            Body.Of(text, buttons) with { File = file, IsSilent = turn.Library.Policy.Quiet.After(turn.Now, Person.ClockOf(to.Zone)) != turn.Now },
            turn.Now));

    /// <summary>What was said, in words: of a file its caption or its name.</summary>
    internal static string InWords(Input said) => said switch
    {
        TextInput text => text.Text,
        FileInput { Caption: { Length: > 0 } caption } => $"📎 {caption}",
        FileInput file => $"📎 {file.Name}".TrimEnd(),
        ContactInput => "📇",
        PlaceInput place => $"📍 {place.Name}".TrimEnd(),
        UnsupportedInput other => $"({other.Kind})",
        _ => "…",
    };

    /// <summary>A file goes along where both are on one channel that keeps files for the bot; else its words must do.</summary>
    private static Task SendAsync(TurnScope turn, string from, Correspondent to, Func<string, RichText> text, Input said, params Button[] buttons) => SendAsync(
        turn, to, text(InWords(said)), [.. buttons.Select(button => ImmutableArray.Create(button))],
        said is FileInput file && from == to.Channel && file.Reference.Length > 0
            ? new FileToSend("", file.Name ?? (file.Kind == FileKind.Photo ? "foto.jpg" : "berkas"), "", file.Kind) { Reference = file.Reference }
            : null);

    private static string LabelOf(BotCommand command, string key, string language) => command.Texts[key].In(language).Source;

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
