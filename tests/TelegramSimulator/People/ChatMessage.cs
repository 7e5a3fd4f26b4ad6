using System.Collections.Immutable;
using TelegramSimulator.Api;
using TelegramSimulator.Files;

namespace TelegramSimulator.People;

/// <summary>A message as it now stands in a chat.</summary>
/// <param name="Id">Its number in the chat.</param>
/// <param name="FromBot">Whether the bot wrote it.</param>
/// <param name="Text">Its words or its caption, or what it is in brackets when a person sent it without words.</param>
/// <param name="Entities">The styles that the bot asked for.</param>
/// <param name="Keyboard">The buttons that it brought.</param>
/// <param name="At">When it was sent.</param>
/// <param name="EditedAt">When it was last changed, or null.</param>
public sealed record ChatMessage(
    int Id,
    bool FromBot,
    string Text,
    ImmutableArray<TextEntity> Entities,
    Keyboard Keyboard,
    DateTimeOffset At,
    DateTimeOffset? EditedAt = null)
{
    /// <summary>The labels of its buttons, row after row.</summary>
    public IEnumerable<string> Labels => Keyboard.Rows.SelectMany(row => row).Select(button => button.Text);

    /// <summary>The file that it carries, or null.</summary>
    public StoredFile? File { get; init; }

    /// <summary>The place that the bot showed with it, or null.</summary>
    public (double Latitude, double Longitude)? Venue { get; init; }

    /// <summary>The album that it belongs to, or null.</summary>
    public string? MediaGroupId { get; init; }

    /// <summary>The message that it answers, or null.</summary>
    public int? ReplyToMessageId { get; init; }

    /// <summary>The topic of a forum that it belongs to, or null.</summary>
    public int? ThreadId { get; init; }

    /// <summary>Whether it came without a sound.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether it cannot be forwarded or saved.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whether it was paid for, to go faster than the free limit (T73).</summary>
    public bool IsPaidBroadcast { get; init; }

    /// <summary>Who wrote it, if a person did.</summary>
    public SimulatedPerson? Sender { get; init; }
}
