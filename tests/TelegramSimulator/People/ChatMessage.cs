using System.Collections.Immutable;
using TelegramSimulator.Api;

namespace TelegramSimulator.People;

/// <summary>A message as it now stands in a chat.</summary>
/// <param name="Id">Its number in the chat.</param>
/// <param name="FromBot">Whether the bot wrote it.</param>
/// <param name="Text">Its words, or what it is in brackets when it has none.</param>
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
}
