using System.Text.Json.Serialization;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels;

/// <summary>Something a person did on a channel, translated once and for all at the channel's edge.</summary>
/// <param name="Channel">The channel's name: <c>telegram</c>, <c>web</c> or <c>terminal</c>.</param>
/// <param name="Address">Where the person is on that channel, for example a Telegram chat id.</param>
/// <param name="UpdateId">The channel's number of this message; the same number twice is the same message.</param>
/// <param name="Input">What they did.</param>
/// <param name="LanguageCode">The language of their device as an IETF tag, or null.</param>
/// <param name="DisplayName">The name that the channel shows, or null. Never logged.</param>
/// <param name="SentAt">When they did it, by the channel's clock, or null when it does not say.</param>
internal sealed record IncomingMessage(
    string Channel,
    string Address,
    long UpdateId,
    Input Input,
    string? LanguageCode = null,
    string? DisplayName = null,
    DateTimeOffset? SentAt = null)
{
    /// <summary>The topic of the chat in which they did it, or null; the answer goes there (T139).</summary>
    public long? Thread { get; init; }

    /// <summary>What the channel calls the album that this is a part of, or null: each part of one comes by itself.</summary>
    public long? AlbumId { get; init; }

    /// <summary>The message whose button was pressed, if the channel shows it and can change it; or null.</summary>
    [JsonIgnore]
    public PressedMessage? Pressed { get; init; }

    /// <summary>
    /// Its turn begins when this ends: by then what came together with it stands behind it, and is refused with it where the store
    /// refuses it. Null: at once.
    /// </summary>
    [JsonIgnore]
    public Task? Begin { get; init; }

    /// <summary>The group that it came from, or null for a chat with one person. No turn is taken for a group.</summary>
    public GroupVisit? Group { get; init; }
}

/// <summary>A message of the bot's whose button was pressed.</summary>
/// <param name="MessageId">The channel's number of it.</param>
/// <param name="Text">Its words, as they stand there.</param>
/// <param name="Label">What the button says.</param>
internal sealed record PressedMessage(long MessageId, RichText Text, string Label);

/// <summary>The bot was let into a group, or called by its name there.</summary>
/// <param name="IsCalled">Whether somebody called it, rather than let it in.</param>
/// <param name="Link">Where the bot can be talked with alone, or null.</param>
/// <param name="Thread">The topic of the group in which it was called, or null.</param>
internal sealed record GroupVisit(bool IsCalled, string? Link, long? Thread);
