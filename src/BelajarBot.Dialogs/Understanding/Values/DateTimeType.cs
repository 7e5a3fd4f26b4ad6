using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A day with a time, stored with the offset of the person's clock: <c>2026-03-04T08:00+07:00</c>.</summary>
internal sealed partial class DateTimeType(DateHint when, Regions regions) : IValueType
{
    public const string Word = "datetime";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: { Length: <= 200 } text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        if (DateTimeOffset.TryParseExact(text.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var stored))
        {
            return Result([TimeZoneInfo.ConvertTime(stored, context.Zone)], context, null);
        }

        if (Soon().Match(text) is { Success: true } soon)
        {
            return FromNow(soon, context);
        }

        var named = ZoneReader.Read(text, regions);
        if (named is { Zone: null })
        {
            return new ValueResult.Refused(ValueTexts.UnknownZone);
        }

        var zone = named?.Zone ?? context.Zone;
        text = named?.Rest ?? text;
        var before = Before().Match(text);
        var earlier = before.Success ? Span(before) : TimeSpan.Zero;
        if (TimeReader.Read(before.Success ? TimeReading.Without(text, before) : text) is not { } time)
        {
            return new ValueResult.Refused("no_time");
        }

        // Words around the time may say nothing, but a figure that is no date was meant as one.
        var reason = DateReader.Read(time.Rest, context.Today, when, out var date);
        if (reason is not null && time.Rest.Any(char.IsDigit))
        {
            return new ValueResult.Refused(reason);
        }

        var moments = time.Times.Select(clock => reason is null ? At(date, clock, zone, context)
            : context.Day is { } day ? At(day, clock, zone, context)
            : Nearest(clock, zone, context));
        return Result([.. moments.Select(moment => moment - earlier)], context, time.Assumed ? "assumed_hour" : null);
    }

    public IReadOnlyList<ValueSample> Samples(Random random) =>
    [
        ValueSample.Typed($"{(when == DateHint.Past ? "kemarin" : "besok")} jam {random.Next(6, 12)} pagi", SampleKind.Valid),
        ValueSample.Typed($"{(when == DateHint.Past ? "kemarin" : "lusa")} pukul {random.Next(10, 24)}.15", SampleKind.Valid),
        ValueSample.Typed("minggu", SampleKind.Invalid),
        ValueSample.Typed("32 Maret jam 8", SampleKind.Invalid),
        ValueSample.Typed("terserah", SampleKind.Invalid),
        ValueSample.Typed("bsk jm 8", SampleKind.Typo),
    ];

    /// <summary>The text with blanks in place of the words that name a day, a time and whose clock it is told by; as long as the text.</summary>
    internal static string Rest(string text, Regions regions, ValueContext context)
    {
        if (Soon().Match(text) is { Success: true } soon)
        {
            return TimeReading.Without(text, soon);
        }

        text = ZoneReader.Read(text, regions)?.Rest ?? text;
        text = Before().Match(text) is { Success: true } before ? TimeReading.Without(text, before) : text;
        var withoutTime = TimeReader.Read(text)?.Rest ?? text;
        return DateReader.Read(withoutTime, context.Today, DateHint.Future, out _, out var rest) is null ? rest : withoutTime;
    }

    private const string Format = "yyyy-MM-ddTHH:mmzzz";

    private ValueResult Result(DateTimeOffset[] moments, ValueContext context, string? warning)
    {
        var fitting = moments.Where(moment => Misfit(moment, context) is null).ToArray();
        return fitting switch
        {
            [] => new ValueResult.Refused(Misfit(moments[0], context)!, "date", Show(moments[0], context.Language)),
            [var only] => new ValueResult.Accepted(Canonical(only), Show(only, context.Language), warning),
            _ => new ValueResult.Choose([.. fitting.Select(moment => new ValueOption(Canonical(moment), Show(moment, context.Language)))]),
        };
    }

    private string? Misfit(DateTimeOffset moment, ValueContext context) =>
        when == DateHint.Future && moment <= context.Now ? "past"
        : when == DateHint.Past && moment > context.Now ? "future"
        : null;

    /// <summary>A time without a day is the next one, or the last one where the past is asked for.</summary>
    private DateTimeOffset Nearest(TimeOnly clock, TimeZoneInfo zone, ValueContext context)
    {
        var today = At(context.Today, clock, zone, context);
        return when == DateHint.Past
            ? today > context.Now ? today.AddDays(-1) : today
            : today <= context.Now ? today.AddDays(1) : today;
    }

    private static DateTimeOffset At(DateOnly date, TimeOnly clock, TimeZoneInfo zone, ValueContext context)
    {
        var local = date.ToDateTime(clock);
        var stated = new DateTimeOffset(local, zone.GetUtcOffset(local));
        return TimeZoneInfo.ConvertTime(stated, context.Zone);
    }

    private static TimeSpan Span(Match counted)
    {
        var words = Fold.Words(counted.Groups["count"].Value);
        var count = int.TryParse(counted.Groups["count"].Value, out var digits) ? digits
            : NumberWords.Read(words, out var number) == words.Length && words.Length > 0 ? (double)number
            : 1;
        return counted.Groups["unit"].Value.StartsWith("m", StringComparison.OrdinalIgnoreCase) ? TimeSpan.FromMinutes(count) : TimeSpan.FromHours(count);
    }

    private ValueResult FromNow(Match soon, ValueContext context)
    {
        var moment = TimeZoneInfo.ConvertTime(context.Now + Span(soon), context.Zone);
        return Result([moment], context, null);
    }

    private static string Canonical(DateTimeOffset moment) => moment.ToString(Format, CultureInfo.InvariantCulture);

    private static string Show(DateTimeOffset moment, string language) =>
        $"{CalendarWords.Show(DateOnly.FromDateTime(moment.DateTime), language)} {CalendarWords.Show(TimeOnly.FromDateTime(moment.DateTime), language)}";

    /// <summary>"2 jam lagi", "setengah jam lagi", "30 menit lagi", "sejam lagi", "in 2 hours".</summary>
    [GeneratedRegex(@"(?:(?<count>[0-9]{1,3}|setengah|[a-z]+(?:\s+(?:puluh|belas)(?:\s+[a-z]+)?)?)\s+|\bse)(?<unit>jam|menit|mnt)\s+(?:lagi|lg|ke depan|kedepan)|\bin\s+(?<count>[0-9]{1,3})\s+(?<unit>hours?|minutes?)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Soon();

    /// <summary>"2 jam sebelum", "setengah jam sebelumnya", "30 minutes before".</summary>
    [GeneratedRegex(@"(?:(?<count>[0-9]{1,3}|setengah|[a-z]+(?:\s+(?:puluh|belas)(?:\s+[a-z]+)?)?)\s+|\bse)(?<unit>jam|menit|mnt|hours?|minutes?)\s+(?:sebelum|sblm|sebelumnya|before)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Before();
}
