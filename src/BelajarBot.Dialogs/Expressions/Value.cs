using System.Globalization;

namespace BelajarBot.Dialogs.Expressions;

/// <summary>What kind of thing a name, a literal or a function gives.</summary>
public enum ValueKind
{
    /// <summary>Words: a name, an e-mail address, an NPSN. Compared without regard to the case of A to Z.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A moment. A day stands for its first moment.</summary>
    Date,

    /// <summary>A stretch of time.</summary>
    Duration,

    /// <summary>One of a closed list of ids: a role, the answer to a choice question.</summary>
    Choice,

    /// <summary>A region code: <c>32</c> is Jawa Barat, <c>32.73</c> is Kota Bandung inside it.</summary>
    Area,

    /// <summary>Yes or no.</summary>
    Flag,
}

/// <summary>A value that an expression reads, or the absence of one. Empty text counts as absent.</summary>
public readonly record struct Value
{
    private readonly string? _text;

    private Value(string? text, double number)
    {
        _text = text;
        Number = number;
        Exists = true;
    }

    /// <summary>No value: never asked, forgotten, not filled in.</summary>
    public static Value Missing => default;

    /// <summary>Whether there is a value.</summary>
    public bool Exists { get; }

    /// <summary>The text, choice id or region code; empty for other kinds.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary>The number; for a date, Unix milliseconds; for a duration, milliseconds; for a flag, 1 or 0.</summary>
    public double Number { get; }

    /// <summary>A text, choice id or region code; missing when null or empty.</summary>
    /// <param name="text">The words.</param>
    public static Value Of(string? text) => string.IsNullOrEmpty(text) ? Missing : new(text, 0);

    /// <summary>A number; missing when it is not one.</summary>
    /// <param name="number">The number.</param>
    public static Value Of(double number) => double.IsNaN(number) ? Missing : new(null, number);

    /// <summary>A moment; missing when null.</summary>
    /// <param name="moment">The moment.</param>
    public static Value Of(DateTimeOffset? moment) =>
        moment is { } at ? new(null, at.ToUnixTimeMilliseconds()) : Missing;

    /// <summary>A stretch of time, in whole milliseconds.</summary>
    /// <param name="duration">The stretch.</param>
    public static Value Of(TimeSpan duration) => new(null, duration.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>Yes or no.</summary>
    /// <param name="flag">Which.</param>
    public static Value Of(bool flag) => new(null, flag ? 1 : 0);

    /// <summary>
    /// Reads a value from the text in which answers and contact fields are stored: numbers as <c>12.5</c>, dates as
    /// ISO 8601, flags as <c>true</c>/<c>false</c> or <c>1</c>/<c>0</c>. What cannot be read is missing.
    /// </summary>
    /// <param name="kind">What it should be.</param>
    /// <param name="stored">The text, or null.</param>
    /// <param name="offset">The clock offset in which a day without a time begins.</param>
    public static Value Stored(ValueKind kind, string? stored, TimeSpan offset) => kind switch
    {
        ValueKind.Text or ValueKind.Choice or ValueKind.Area => Of(stored),
        ValueKind.Date => Of(ReadDate(stored, offset)),
        ValueKind.Duration =>
            TimeSpan.TryParse(stored, CultureInfo.InvariantCulture, out var duration) ? Of(duration) : Missing,
        ValueKind.Flag => stored switch
        {
            "1" or "true" => Of(true),
            "0" or "false" => Of(false),
            _ => Missing,
        },
        _ => double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Of(number)
            : Missing,
    };

    private static DateTimeOffset? ReadDate(string? text, TimeSpan offset)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return StartOf(day, offset);
        }

        // A stamp without an offset is on the same clock as a bare day.
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? moment.Kind == DateTimeKind.Unspecified ? At(moment, offset) : new DateTimeOffset(moment.ToUniversalTime())
            : null;
    }

    internal static DateTimeOffset? StartOf(DateOnly day, TimeSpan offset) => At(day.ToDateTime(TimeOnly.MinValue), offset);

    // Year 1 and year 9999 have hours that no offset can express.
    private static DateTimeOffset? At(DateTime clock, TimeSpan offset) =>
        clock.Year is > 1 and < 9999 ? new DateTimeOffset(clock, offset) : null;
}
