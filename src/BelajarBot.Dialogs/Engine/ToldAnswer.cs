using System.Globalization;

namespace BelajarBot.Dialogs.Engine;

/// <summary>The answer on a topic that a person got last in free words, and how often: the same once more does not help somebody whom it has not helped twice.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Times">How often in a row.</param>
/// <param name="At">When last.</param>
public sealed record ToldAnswer(string Topic, int Times, DateTimeOffset At)
{
    /// <summary>From this time on a human is offered in place of the same words.</summary>
    internal const int Enough = 3;

    /// <summary>Who comes back later asks anew.</summary>
    private static readonly TimeSpan InARow = TimeSpan.FromHours(12);

    /// <summary>The same answer once more, or the first on this topic.</summary>
    /// <param name="before">What was answered last, or null.</param>
    /// <param name="topic">The topic now.</param>
    /// <param name="now">When.</param>
    internal static ToldAnswer After(ToldAnswer? before, string topic, DateTimeOffset now) => new(
        topic, before is not null && before.Topic == topic && (now - before.At).Duration() < InARow ? Math.Min(before.Times + 1, Enough) : 1, now);

    /// <summary>As one short text: <c>account.not_found 2 1772413200</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Topic} {Times} {At.ToUnixTimeSeconds()}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    /// <param name="text">The text, or null.</param>
    public static ToldAnswer? Read(string? text) =>
        text?.Split(' ') is [var topic, var times, var at]
        && int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 253402300800
            ? new ToldAnswer(topic, count, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
}
