using System.Globalization;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using Place = BelajarBot.Dialogs.Checks.Place;

namespace BelajarBot.Dialogs.Programs;

/// <summary>How sure a value is.</summary>
public enum Confidence
{
    /// <summary><c>V</c>: stated in an official document or on an official page that was read.</summary>
    Verified,

    /// <summary><c>V-press</c>: stated by the press, a blog or a copy of an official text.</summary>
    Press,

    /// <summary><c>G</c>: what practitioners commonly know; not found in writing.</summary>
    General,

    /// <summary><c>U</c>: one weak source, sources that differ, or a guess. Nobody is told so before an administrator confirms it.</summary>
    Uncertain,
}

/// <summary>Where a value comes from and how sure it is.</summary>
/// <param name="Source">Who says so: a key of the list of sources, an address, a document.</param>
/// <param name="LastChecked">When somebody last compared it with its source; null when nobody wrote so, which is reported.</param>
/// <param name="Confidence">How sure it is.</param>
public sealed record Provenance(string Source, DateOnly? LastChecked, Confidence Confidence);

/// <summary>A value that programmes show people: a fact, the address of a link, a date of a cycle.</summary>
/// <param name="Name">Its name, as dialogs write it behind <c>program.</c>.</param>
/// <param name="Kind">Words, a number or a date.</param>
/// <param name="Stored">The value: words as written, <c>70</c>, <c>2026-07-15</c>.</param>
/// <param name="Provenance">Where it comes from.</param>
/// <param name="Zone">The clock on which its days begin and end.</param>
/// <param name="Place">Where it stands.</param>
public sealed record SourcedValue(string Name, ValueKind Kind, string Stored, Provenance Provenance, TimeZoneInfo Zone, Place Place)
{
    /// <summary>The words in every language; null for a number, a date and whatever an administrator wrote.</summary>
    public Text? Words { get; init; }

    /// <summary>What people read for a link beside its address, or null.</summary>
    public Text? Title { get; init; }

    /// <summary>The first day on which it holds, or null for always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day on which it holds, or null while no end is known.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Whether people may be told so now: it is not doubted, and this is one of its days.</summary>
    /// <param name="now">The moment.</param>
    public bool IsCertain(DateTimeOffset now) => Provenance.Confidence is not Confidence.Uncertain && Holds(now);

    /// <summary>Whether this is one of its days, however sure it is.</summary>
    internal bool Holds(DateTimeOffset now)
    {
        if (ValidFrom is null && ValidTo is null)
        {
            return true;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        return !(today < ValidFrom) && !(today > ValidTo);
    }

    /// <summary>The day, where it is a date.</summary>
    public DateOnly? Date => Kind is ValueKind.Date ? ReadDate(Stored) : null;

    /// <summary>The words in a language; a date or number as stored.</summary>
    /// <param name="language">For example <c>id</c>.</param>
    public string In(string language) => Words?.In(language).Render(Engine.OneValue.None).Text ?? Stored;

    /// <summary>The value as conditions read it; a day stands for its first moment on its own clock.</summary>
    internal Value ToValue() => Value.Stored(Kind, Stored, Date is { Year: > 1 and < 9999 } date ? Zone.GetUtcOffset(date.ToDateTime(TimeOnly.MinValue)) : TimeSpan.Zero);

    /// <summary>A day as it is written in files, or null.</summary>
    internal static DateOnly? ReadDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Whether a text can be the value of this kind.</summary>
    internal static bool Fits(ValueKind kind, string text) => kind switch
    {
        ValueKind.Date => ReadDate(text) is { Year: > 2000 and < 2100 },
        ValueKind.Number => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => text.Length is > 0 and <= LongestText,
    };

    /// <summary>A fact is a sentence or two.</summary>
    internal const int LongestText = 500;
}
