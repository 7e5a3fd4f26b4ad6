using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>What a text says besides a day and a time of day.</summary>
public static partial class MomentWords
{
    private static readonly HashSet<string> LeadsIn =
        ["pada", "hari", "hr", "tanggal", "tgl", "tg", "jam", "jm", "pukul", "pkl", "mulai", "sekitar", "nanti", "ntar", "di", "on", "at", "of", "the", "by"];

    /// <summary>The text without the words that name the moment, and without what only leads to them ("pada hari").</summary>
    /// <param name="text">As typed.</param>
    /// <param name="regions">The regions whose clock may be named.</param>
    /// <param name="context">The person's clock.</param>
    public static string Without(string text, Regions regions, ValueContext context)
    {
        var rest = DateTimeType.Rest(text, regions, context).ToCharArray();
        var kept = text.ToCharArray();
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = rest[i] == ' ' ? ' ' : kept[i];
        }

        var isMoment = false;
        foreach (var word in DateWords.In(text).Reverse())
        {
            isMoment = kept.AsSpan(word.Start..word.End).IsWhiteSpace() || (isMoment && (LeadsIn.Contains(word.Text) || CalendarWords.Day(word.Text) is not null));
            if (isMoment)
            {
                kept.AsSpan(word.Start..word.End).Fill(' ');
            }
        }

        return Spaces().Replace(new string(kept), " ").Trim(' ', '.', ',', '!', ':', ';', '-');
    }

    /// <summary>Whether the text names a day, besides a time of day.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="context">The person's clock.</param>
    public static bool NamesDay(string text, ValueContext context) =>
        DateReader.Read(TimeReader.Read(text)?.Rest ?? text, context.Today, DateHint.Future, out _) is null;

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
