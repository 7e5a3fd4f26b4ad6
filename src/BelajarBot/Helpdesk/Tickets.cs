using System.Text.Json.Serialization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>A dialog asks a human to take over.</summary>
internal sealed class OpenTicketHandler(TicketRouting routing, IOptions<HelpdeskOptions> options) : EffectHandler<OpenTicket>
{
    protected override async Task HandleAsync(OpenTicket effect, TurnScope turn)
    {
        // Who went back with "kembali" and comes to the handover again goes on with the same ticket.
        if ((await TicketStore.OpenOfPersonAsync(turn.Session, turn.Person.Id)).Exists(open => open.Holds && open.Dialog == effect.Dialog && open.Queue == effect.Queue))
        {
            return;
        }

        await routing.OpenAsync(
            turn, effect.Dialog, place: null, holds: true, effect.Queue, effect.Area,
            effect.Note is null ? null : SecretDetector.Redact(effect.Note).Text,
            turn.Now + (effect.Sla ?? options.Value.AnswerWithin));
    }
}

/// <summary>What a person says to the human who is at it goes to that human, without secrets; into a silence they are told so.</summary>
internal sealed class PassToTicketHandler(TicketRouting routing) : EffectHandler<PassToTicket>
{
    protected override async Task HandleAsync(PassToTicket effect, TurnScope turn)
    {
        var said = effect.Said is TextInput text ? new TextInput(SecretDetector.Redact(text.Text).Text) : effect.Said;
        var ticket = effect.Dialog is null
            ? await TicketStore.TalkedOfAsync(turn.Session, turn.Person.Id)
            : (await TicketStore.OpenOfPersonAsync(turn.Session, turn.Person.Id)).LastOrDefault(open => open.Holds && open.Dialog == effect.Dialog);
        if (ticket is null)
        {
            return;
        }

        await routing.FromPersonAsync(turn, ticket.Id, said, effect.IsThanks);

        // Beside the dialogs the front desk itself says that it was passed on, each time: there people may have meant the bot.
        if (effect.Dialog is not null && ticket.IsSilentAt(turn.Now))
        {
            var (texts, language) = (turn.Library.Texts, turn.Person.Language);
            await turn.SayAsync(texts["passed_on"].In(language).Render(new NamedValues([])), [[Button.ToMenu(texts["menu_button"].In(language).Source)]]);
        }
    }
}

/// <summary>How what people say is kept with a ticket.</summary>
[JsonSerializable(typeof(Input))]
internal sealed partial class SaidJson : JsonSerializerContext;
