using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels;

/// <summary>Who waits for whom when messages queue up: a reply overtakes a reminder, a reminder a broadcast.</summary>
internal enum MessageClass
{
    Reply = 0,
    Reminder = 1,
    Broadcast = 2,
}

/// <summary>A place on the map.</summary>
/// <param name="Latitude">Degrees north of the equator.</param>
/// <param name="Longitude">Degrees east of Greenwich.</param>
/// <param name="Title">What there is.</param>
/// <param name="Address">Where that is, in words.</param>
internal sealed record PlaceToSend(double Latitude, double Longitude, string Title, string Address);

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
    IReadOnlyList<IReadOnlyList<Button>> Buttons)
{
    /// <summary>The campaign that it belongs to, or null.</summary>
    public long? CampaignId { get; init; }

    /// <summary>Whether it shows somebody what a campaign will say, so that its row stays when it has arrived.</summary>
    public bool IsPreview { get; init; }

    /// <summary>The file that it brings, whose caption the words are; or null.</summary>
    public FileToSend? File { get; init; }

    /// <summary>The place that it shows on a map, where the channel has maps: there the words, which say the same, are left out. Or null.</summary>
    public PlaceToSend? Place { get; init; }

    /// <summary>Whether it arrives without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it must not be passed on or saved: it holds what is private (T96).</summary>
    public bool IsProtected { get; init; }

    /// <summary>The topic of the chat that it is for, or null.</summary>
    public long? Thread { get; init; }

    /// <summary>How many parts of a long message are known to have arrived.</summary>
    public int PartsSent { get; init; }

    /// <summary>Whether it must rather be lost than arrive twice.</summary>
    public bool IsAtMostOnce => Class == MessageClass.Broadcast;
}
