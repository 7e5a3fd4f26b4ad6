using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Engine;

/// <summary>How a stretch of text is set apart.</summary>
public enum SpanKind
{
    /// <summary>Written <c>*between stars*</c> by the author.</summary>
    Bold,

    /// <summary>Written <c>_between underscores_</c> by the author.</summary>
    Italic,
}

/// <summary>A stretch of a text with a style. Offsets count UTF-16 units, as C# strings and Telegram entities do.</summary>
/// <param name="Offset">The first unit, from 0.</param>
/// <param name="Length">The number of units, at least 1.</param>
/// <param name="Kind">The style.</param>
public readonly record struct TextSpan(int Offset, int Length, SpanKind Kind);

/// <summary>
/// A text ready to be shown: the plain words and, apart from them, the styles. Words that a person wrote are
/// only ever plain text here, so nothing that they contain can become markup in any channel.
/// </summary>
/// <param name="Text">The words.</param>
/// <param name="Spans">The styled stretches, in order, within the text, not overlapping.</param>
public sealed record RichText(string Text, ImmutableArray<TextSpan> Spans)
{
    /// <summary>A text without styles.</summary>
    /// <param name="text">The words.</param>
    public static RichText Plain(string text) => new(text, []);

    /// <inheritdoc />
    public override string ToString() => Text;
}
