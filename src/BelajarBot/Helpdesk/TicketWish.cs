using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Helpdesk;

/// <summary>What an officer wants who writes words behind <c>/tiket</c>.</summary>
internal abstract partial record TicketWish
{
    /// <summary>They are back.</summary>
    internal sealed record OnDuty : TicketWish;

    /// <summary>They are away, until they say so or until the day before <paramref name="Back"/>.</summary>
    internal sealed record OffDuty(DateOnly? Back) : TicketWish;

    /// <summary>They are away until a day that was not understood, or that is over.</summary>
    internal sealed record OffDutyUntilWhen : TicketWish;

    /// <summary>The questions of an area: one, or several of which one is meant.</summary>
    internal sealed record OfArea(IReadOnlyList<Region> Areas) : TicketWish;

    /// <summary>Words that mean nothing here.</summary>
    internal sealed record Unknown(string Words) : TicketWish;

    /// <summary>Reads what was written: "libur sampai senin", "cuti 3 hari", "bertugas", "jabar".</summary>
    /// <param name="words">As typed; not empty.</param>
    /// <param name="types">Reads days and regions.</param>
    /// <param name="context">The officer's clock.</param>
    internal static TicketWish Read(string words, ValueTypes types, ValueContext context)
    {
        if (Returns().IsMatch(words))
        {
            return new OnDuty();
        }

        if (Away().Match(words) is { Success: true } away)
        {
            return away.Groups["until"].Value.Trim() is { Length: > 0 } until ? ReadUntil(until, types, context) : new OffDuty(null);
        }

        var named = AreaWords().Replace(words, "");
        return types.Regions.Resolve(named) is { Count: > 0 and <= 8 } areas ? new OfArea(areas) : new Unknown(words);
    }

    private static TicketWish ReadUntil(string words, ValueTypes types, ValueContext context)
    {
        // "3 hari" is that long; any day that is named is the last one away.
        var isLong = Length().IsMatch(words);
        return types.TryCreate("date", new ValueOptions(When: DateHint.Future), out var date)
            && date.Parse(new TextInput(isLong ? $"{words} lagi" : words), context) is ValueResult.Accepted { Value: var day }
            && DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) is var last
            && last <= context.Today.AddYears(1)
                ? new OffDuty(isLong ? last : last.AddDays(1))
                : new OffDutyUntilWhen();
    }

    [GeneratedRegex(@"^\s*(?:saya\s+)?(?:(?:sudah|kembali|mulai)\s+)?(?:bertugas|tugas|masuk|aktif|on duty)(?:\s+(?:lagi|kembali))?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Returns();

    [GeneratedRegex(@"^\s*(?:saya\s+)?(?:libur|cuti|off duty|off)\b\s*(?:(?:sampai|sampe|hingga|s/d|sd|s\.d\.|selama|until|till?|for)\b)?(?<until>.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Away();

    [GeneratedRegex(@"^\S+\s+(?:hari|minggu|pekan|bulan|days?|weeks?|months?)$|^(?:sehari|seminggu|sepekan|sebulan)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Length();

    [GeneratedRegex(@"^\s*(?:di|wilayah|daerah|in)\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AreaWords();
}
