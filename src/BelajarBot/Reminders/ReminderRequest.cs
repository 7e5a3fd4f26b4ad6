using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Reminders;

/// <summary>
/// What somebody wrote to be reminded: "ingatkan saya besok jam 8 untuk rapat". The moment is read by the same readers as the
/// answers of dialogs.
/// </summary>
/// <param name="Words">What of; empty when they did not say.</param>
/// <param name="When">When: one moment, a few to choose from, or why none was understood.</param>
/// <param name="Day">The day, where they named one without a time; otherwise null.</param>
/// <param name="IsRepeated">Whether they wished for it again and again, which there is not.</param>
internal sealed partial record ReminderRequest(string Words, ValueResult When, DateOnly? Day, bool IsRepeated)
{
    private const int LongestWords = 200;
    private static readonly ValueOptions Coming = new(When: DateHint.Future);

    /// <summary>Reads a request.</summary>
    internal static ReminderRequest Read(string text, ValueTypes types, ValueContext context)
    {
        var whole = text.Length > 1000 ? text[..1000] : text;
        var rest = Lead().Replace(whole, "", 1);
        var purpose = Purpose().Match(rest);
        if (purpose.Success && ReadMoment(rest[..purpose.Index], types, context) is var before && NamesMoment(before, rest[..purpose.Index], types, context))
        {
            return Of(purpose.Groups["words"].Value, before, rest[..purpose.Index]);
        }

        // "ingatkan saya untuk rapat besok jam 8": the time stands behind what it is for; and before it all in "nanti sore ingatkan saya".
        var place = NamesMoment(ReadMoment(rest, types, context), rest, types, context) ? rest : whole;
        return Of(MomentWords.Without(purpose.Success ? purpose.Groups["words"].Value : rest, types.Regions, context), ReadMoment(place, types, context), place);

        ReminderRequest Of(string words, ValueResult when, string place) =>
            new(Short(Often().Replace(words, " ")), when, DayOf(place, when, types, context), IsRepeatedIn(whole));
    }

    /// <summary>Whether somebody wants an end of reminders: "hapus pengingat", "batalkan pengingat rapat", "tidak usah ingatkan saya lagi".</summary>
    internal static bool IsToEnd(string text) => text.Length <= 200 && End().IsMatch(text);

    /// <summary>Reads the moment alone, as the answer to the question when.</summary>
    internal static ValueResult ReadMoment(string text, ValueTypes types, ValueContext context) =>
        types.TryCreate("datetime", Coming, out var moment) ? moment.Parse(new TextInput(text.Trim()), context) : new ValueResult.Refused(ValueTexts.Invalid);

    /// <summary>The day that a text names, where it names no time.</summary>
    internal static DateOnly? DayOf(string text, ValueResult when, ValueTypes types, ValueContext context) =>
        when is ValueResult.Refused { Reason: "no_time" } && types.TryCreate("date", Coming, out var date)
        && date.Parse(new TextInput(text.Trim()), context) is ValueResult.Accepted { Value: var day }
            ? DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a text says "tiap senin", "setiap hari", "seminggu sekali".</summary>
    internal static bool IsRepeatedIn(string text) => Often().IsMatch(text);

    private static bool NamesMoment(ValueResult when, string text, ValueTypes types, ValueContext context) =>
        when is not ValueResult.Refused { Reason: not "past" } || DayOf(text, when, types, context) is not null;

    private static string Short(string words)
    {
        var kept = Courtesy().Replace(Spaces().Replace(words, " ").Trim(' ', '.', ',', '!', '?', ':', '-'), "");
        return kept.Trim(' ', '.', ',', '!', '?', ':', '-').ShortenTo(LongestWords - 1);
    }

    [GeneratedRegex(@"^.*?\b(?:(?:di)?(?:ingat(?:kan|in)|kabar(?:i|kan|in)|inget(?:in|kan)|elingke|engke emutan|remind)|(?:buat(?:kan)?|bikin(?:kan)?|kasih|pasang(?:kan)?|set)\s+(?:a\s+)?(?:pengingat|reminder|alarm)|(?:colek|bangun(?:kan|in)|hubungi|kontak|japri|panggil|tanyakan|kasih\s+tau|beri\s*tahu|ping|tell|wake)(?=\s+(?:lagi\s+)?(?:ke\s+)?(?:saya|sy|aku|abdi|kulo|me)\b))(?:\s+(?:ke|lagi|saya|sy|aku|abdi|kulo|me|up|ya|dong))*(?![\p{L}\d])[\s,:]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lead();

    /// <summary>"jangan lupa ingatkan" wants the contrary, and so does what stands behind a comma.</summary>
    [GeneratedRegex(@"\b(?:hapus(?:kan)?|batal(?:kan|in)?|cabut|hilangkan|nonaktifkan|(?:me)?matikan|hentikan|berhenti|stop|cancel|delete|remove|turn\s+off|do\s?n[o'’]?t|jangan|gausah|(?:tidak|gak|ga|nggak|tak|tdk)\s+(?:usah|perlu|mau))(?:\s+(?!lupa|sampai|telat|forget)\w+){0,2}?\s+(?:(?:di|meng)?(?:ingat|inget)(?:kan|in)|pengingat(?:nya)?|remind(?:ers?|ing)?)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"(?:^|\s)(?:untuk|utk|buat|bwt|supaya|agar|bahwa|soal|tentang|to|about)\s+(?<words>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Purpose();

    /// <summary>Words for again and again; with the unit that they are about, where it says no day.</summary>
    [GeneratedRegex(@"\b(?:(?:se)?tiap|saban|every|each)(?:[\s-]+(?:tiap|hari|minggu|pekan|bulan|pagi|siang|sore|malam|day|week|month|morning|evening))?\b|\b(?:se(?:hari|minggu|pekan|bulan)\s+sekali|daily|weekly|monthly)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Often();

    /// <summary>What people say at the end of a request and do not want to be reminded of.</summary>
    [GeneratedRegex(@"(?:(?:^|[\s,.!]+)(?:ya+h?|min|mimin|kak|dong|donk|deh|please|pls|tolong|makasih|terima kasih|thanks))+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
