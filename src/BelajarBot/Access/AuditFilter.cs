using System.Globalization;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Access;

/// <summary>What is looked for in the record; whatever is not said is not narrowed.</summary>
/// <param name="Command">The acts of one command, or null.</param>
/// <param name="OfficerId">The acts of one officer, or null.</param>
/// <param name="IsRefused">Only what was refused.</param>
/// <param name="Since">The first day on the reader's clock, or null.</param>
internal sealed record AuditFilter(string? Command = null, long? OfficerId = null, bool IsRefused = false, DateOnly? Since = null)
{
    /// <summary>Everything.</summary>
    internal static readonly AuditFilter None = new();

    private const string Everything = "semua";

    private static readonly HashSet<string> SinceWords = ["sejak", "since", "mulai", "dari", "from"];

    private static readonly HashSet<string> RefusedWords = ["ditolak", "penolakan", "refused"];

    private static readonly HashSet<string> Fillers = ["oleh", "by", "petugas", "officer", "perintah", "command", "yang", "saja", "only", "dan", "and"];

    /// <summary>
    /// Reads what somebody typed, in any order: a command, an officer, what was refused, and since when. What is left over
    /// must be the name of an officer.
    /// </summary>
    /// <param name="typed">As typed.</param>
    /// <param name="library">The commands that there are, and the words for days.</param>
    /// <param name="now">When, with the reader's clock.</param>
    internal static (AuditFilter Filter, string Name) ReadWords(string typed, DialogLibrary library, ValueContext now)
    {
        var words = typed.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).ToList();
        var since = TakeSince(words, library, now);
        var isRefused = words.RemoveAll(RefusedWords.Contains) > 0;
        var command = words.Select(word => library.Texts.FindCommand(word.TrimStart('/'))).FirstOrDefault(found => found is not null)?.Name;
        words.RemoveAll(word => word.TrimStart('/') == command);
        return (new AuditFilter(command, OfficerId: null, isRefused, since), string.Join(' ', words.Where(word => !Fillers.Contains(word))));
    }

    /// <summary>The filter that a button carried; null for one that was forged.</summary>
    internal static AuditFilter? Read(string written)
    {
        var filter = None;
        foreach (var part in written == Everything ? [] : written.Split('+'))
        {
            if (part is ['p', '.', .. var command] && command.Length <= 32 && command.All(c => char.IsAsciiLetterLower(c) || c == '_'))
            {
                filter = filter with { Command = command };
            }
            else if (part is ['o', '.', .. var officer] && long.TryParse(officer, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                filter = filter with { OfficerId = id };
            }
            else if (part is ['s', '.', .. var day] && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since))
            {
                filter = filter with { Since = since };
            }
            else if (part == "t")
            {
                filter = filter with { IsRefused = true };
            }
            else
            {
                return null;
            }
        }

        return filter;
    }

    /// <summary>The filter as a button carries it.</summary>
    public override string ToString() => this == None ? Everything : string.Join('+', new[]
    {
        Command is null ? null : $"p.{Command}",
        OfficerId is { } id ? string.Create(CultureInfo.InvariantCulture, $"o.{id}") : null,
        Since is { } day ? day.ToString("'s.'yyyyMMdd", CultureInfo.InvariantCulture) : null,
        IsRefused ? "t" : null,
    }.OfType<string>());

    /// <summary>A day behind "sejak", or one of the few that people say without it.</summary>
    private static DateOnly? TakeSince(List<string> words, DialogLibrary library, ValueContext now)
    {
        var local = TimeZoneInfo.ConvertTime(now.Now, now.Zone).DateTime;
        var today = DateOnly.FromDateTime(local);
        for (var i = 0; i < words.Count; i++)
        {
            var (day, taken) = (words[i], words.ElementAtOrDefault(i + 1)) switch
            {
                ("minggu", "ini") or ("this", "week") => (today.AddDays(-(((int)today.DayOfWeek + 6) % 7)), 2),
                ("bulan", "ini") or ("this", "month") => (new DateOnly(today.Year, today.Month, 1), 2),
                ("hari", "ini") => (today, 2),
                ("today", _) => (today, 1),
                ("kemarin", _) or ("yesterday", _) => (today.AddDays(-1), 1),
                _ => ((DateOnly?)null, 0),
            };
            if (day is null && SinceWords.Contains(words[i]))
            {
                // The longest run of words behind it that is a day.
                for (var length = Math.Min(4, words.Count - i - 1); length > 0 && day is null; length--)
                {
                    (day, taken) = (DayIn(string.Join(' ', words.Skip(i + 1).Take(length)), library, now), length + 1);
                }
            }

            if (day is not null)
            {
                words.RemoveRange(i, taken);
                words.RemoveAll(SinceWords.Contains);
                return day;
            }
        }

        return null;
    }

    private static DateOnly? DayIn(string words, DialogLibrary library, ValueContext now) =>
        library.Texts.Data.Types.TryCreate("date", ValueOptions.None with { When = DateHint.Past }, out var date)
        && date.Parse(new TextInput(words), now) is ValueResult.Accepted { Value: var value }
            ? DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
