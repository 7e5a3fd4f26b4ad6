using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Broadcasts;

/// <summary>When a broadcast starts, as officers write it: "besok jam 8", "9 Maret pukul 13.00 WITA".</summary>
internal static class BroadcastTime
{
    /// <summary>The three clocks of the country.</summary>
    internal static IEnumerable<TimeZoneInfo> Zones { get; } = [Zone("Asia/Jakarta"), Zone("Asia/Makassar"), Zone("Asia/Jayapura")];

    /// <summary>The zone that the words name, or the officer's own.</summary>
    internal static TimeZoneInfo ZoneOf(string words, TimeZoneInfo own, LanguageData data) => ZoneReader.Read(words, data.Types.Regions)?.Zone ?? own;

    /// <summary>
    /// Reads a moment to come. Several are possible where the hour may be in the morning or in the evening, and where only a day is
    /// said: then they are the usual hours of that day.
    /// </summary>
    /// <param name="said">What was written.</param>
    /// <param name="data">Knows the words.</param>
    /// <param name="zone">The clock that is meant.</param>
    /// <param name="language">How moments are shown.</param>
    /// <param name="now">The time.</param>
    /// <param name="day">The day of which the hours were asked (<see cref="DayOf"/>): then an hour alone is one of that day.</param>
    internal static ValueResult Read(Input said, LanguageData data, TimeZoneInfo zone, string language, DateTimeOffset now, string? day = null)
    {
        var context = new ValueContext(now, zone, language);
        if (day is not null && said is TextInput { Text: var text } && !MomentWords.NamesDay(text, context))
        {
            said = new TextInput($"{day} {text}");
        }

        var (moment, date) = (TypeOf("datetime", data), TypeOf("date", data));
        var read = moment.Parse(said, context);
        return read is ValueResult.Refused { Reason: "no_time" } && date.Parse(said, context) is ValueResult.Accepted { Value: var named }
            && UsualHours.Select(hour => moment.Parse(new TextInput($"{named} {hour}"), context)).OfType<ValueResult.Accepted>().ToList() is { Count: > 0 } usual
                ? new ValueResult.Choose([.. usual.Select(each => new ValueOption(each.Value, each.Display))])
                : read;
    }

    /// <summary>The day of moments that are offered, where it is one; to be read with what is written then.</summary>
    internal static string? DayOf(ValueResult.Choose choose) =>
        choose.Options.Select(option => option.Value[..10]).Distinct().ToList() is [var only] && IsDay(only) ? only : null;

    /// <summary>Whether this is a day as <see cref="DayOf"/> gives it.</summary>
    internal static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The moment that an accepted answer stands for.</summary>
    internal static DateTimeOffset MomentOf(string value) => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).ToUniversalTime();

    /// <summary>A moment, and the zone in which it was said, as a button carries them.</summary>
    internal static string ForButton(DateTimeOffset moment, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{moment.ToUnixTimeSeconds()}.{zone.Id}");

    /// <summary>What a button carried; one of before has no zone, and means the officer's own. Null when it is none of these.</summary>
    internal static (DateTimeOffset Moment, TimeZoneInfo Zone)? ReadButton(string carried, TimeZoneInfo own) =>
        carried.Split('.', 2) is [var number, .. var named]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds), named is [var id] && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : own)
            : null;

    /// <summary>What people call the zone: the three of the country by their names, any other by its number of hours.</summary>
    internal static string NameOf(TimeZoneInfo zone, DateTimeOffset moment) => zone.GetUtcOffset(moment).TotalHours switch
    {
        7 => "WIB",
        8 => "WITA",
        9 => "WIT",
        var hours => string.Create(CultureInfo.InvariantCulture, $"UTC{hours:+0.##;-0.##;+0}"),
    };

    /// <summary>What is offered to whoever names a day and no hour.</summary>
    private static readonly string[] UsualHours = ["08:00", "10:00", "13:00"];

    private static IValueType TypeOf(string name, LanguageData data) =>
        data.Types.TryCreate(name, new ValueOptions(When: DateHint.Future), out var type) ? type : throw new InvalidOperationException($"There is no type '{name}'.");

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}

/// <summary>The moments that an hour may mean, in the morning or in the evening.</summary>
/// <param name="Moments">The moments.</param>
/// <param name="Zone">The zone in which it was said.</param>
internal sealed record TimeChoice(ImmutableArray<DateTimeOffset> Moments, TimeZoneInfo Zone)
{
    private const char Mark = '?';
    private const int LongestZone = 20;

    /// <summary>Words that say an hour and nothing of a day.</summary>
    private static readonly HashSet<string> OfHours =
    [
        "jam", "pukul", "pkl", "jm", "yang", "saja", "aja", "ya", "pagi", "siang", "sore", "petang", "malam", "mlm", "subuh", "dini", "hari", "am", "pm", "wib", "wita", "wit",
        "at", "the", "in", "morning", "afternoon", "evening", "night", "o", "clock",
    ];

    /// <summary>What was kept of it, or null when that is something else.</summary>
    internal static TimeChoice? Read(string kept)
    {
        if (kept.Split(Mark, 3) is not ["", var moments, var zone] || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return null;
        }

        var seconds = moments.Split('.').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return seconds.TrueForAll(second => second >= 0 && second < DateTimeOffset.MaxValue.ToUnixTimeSeconds()) ? new([.. seconds.Select(DateTimeOffset.FromUnixTimeSeconds)], found) : null;
    }

    /// <summary>As it is kept until somebody says which; empty where that would be too long.</summary>
    public override string ToString() => Zone.Id.Length > LongestZone ? "" :
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{string.Join('.', Moments.Select(moment => moment.ToUnixTimeSeconds()))}{Mark}{Zone.Id}");

    /// <summary>Whether it is about one hour, in the morning or in the evening.</summary>
    internal bool IsOneHour => Moments is [var one, var other] && (one - other).Duration() == TimeSpan.FromHours(12);

    /// <summary>Whether words say an hour and no other day.</summary>
    internal static bool IsHour(string said) => Fold.Words(said) is { Length: > 0 } words && words.All(word => word.All(char.IsAsciiDigit) || OfHours.Contains(word));

    /// <summary>The one that is meant by an hour ("3 sore", "pukul 15.00") or by a part of the day alone ("sore"); or null.</summary>
    internal DateTimeOffset? Find(TextInput said, LanguageData data, string language, DateTimeOffset now)
    {
        var hour = TimeZoneInfo.ConvertTime(Moments[0], Zone).Hour % 12;
        var part = string.Join(' ', Fold.Words(said.Text).Where(word => !TypedButton.Fillers.Contains(word)));
        foreach (var words in new[] { said.Text, $"jam {(hour == 0 ? 12 : hour)} {part}" })
        {
            if (data.Types.TryCreate("time", new ValueOptions(), out var type)
                && type.Parse(new TextInput(words), new ValueContext(now, Zone, language)) is ValueResult.Accepted { Value: var time }
                && Moments.Where(moment => $"{TimeZoneInfo.ConvertTime(moment, Zone):HH:mm}" == time).ToList() is [var only])
            {
                return only;
            }
        }

        return null;
    }
}
