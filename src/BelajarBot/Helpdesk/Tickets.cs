using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using Microsoft.Extensions.Options;

namespace BelajarBot.Helpdesk;

/// <summary>A dialog asks a human to take over.</summary>
internal sealed class OpenTicketHandler(IOptions<HelpdeskOptions> options) : EffectHandler<OpenTicket>
{
    protected override async Task HandleAsync(OpenTicket effect, TurnScope turn) => await TicketStore.OpenAsync(
        turn.Session,
        new NewTicket(
            turn.Person.Id, effect.Dialog, Step: null, Tries: 0, Holds: true, effect.Queue, effect.Area,
            effect.Note is null ? null : SecretDetector.Redact(effect.Note).Text,
            turn.Now + (effect.Sla ?? options.Value.AnswerWithin)),
        turn.Now);
}

/// <summary>What a person says while a human is at it goes to that human, without secrets.</summary>
internal sealed class PassToTicketHandler : EffectHandler<PassToTicket>
{
    protected override async Task HandleAsync(PassToTicket effect, TurnScope turn)
    {
        var said = effect.Said is TextInput text ? new TextInput(SecretDetector.Redact(text.Text).Text) : effect.Said;
        await turn.Session.ExecuteAsync(
            """
            insert into ticket_message (ticket_id, body, at)
            select max(id), @body, @Now from ticket
            where person_id = @Id and dialog = @Dialog and holds = 1 and closed_at is null having max(id) is not null
            """,
            new { body = JsonSerializer.Serialize(said, SaidJson.Default.Input), turn.Now, turn.Person.Id, effect.Dialog });
    }
}

/// <summary>How what people say is kept with a ticket.</summary>
[JsonSerializable(typeof(Input))]
internal sealed partial class SaidJson : JsonSerializerContext;
