using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels;

/// <summary>Who waits for whom when messages queue up: a reply overtakes a reminder, a reminder a broadcast.</summary>
internal enum MessageClass
{
    Reply = 0,
    Reminder = 1,
    Broadcast = 2,
}

/// <summary>A message on its way out: a committed row of the outbox.</summary>
/// <param name="OutboxId">The row's number; rows of one address are sent in this order.</param>
/// <param name="Channel">The channel that carries it.</param>
/// <param name="Address">Whom it is for, on that channel.</param>
/// <param name="Class">Its place in the queue.</param>
/// <param name="Text">The words.</param>
/// <param name="Buttons">Rows of buttons, from top to bottom.</param>
internal sealed record OutgoingMessage(
    long OutboxId,
    string Channel,
    string Address,
    MessageClass Class,
    RichText Text,
    IReadOnlyList<IReadOnlyList<Button>> Buttons);
