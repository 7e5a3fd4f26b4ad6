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
internal sealed partial record ReminderRequest(string Words, ValueResult When, DateOnly? Day)
{
    private const int LongestWords = 200;
    private static readonly ValueOptions Coming = new(When: DateHint.Future);

    /// <summary>Reads a request.</summary>
    internal static ReminderRequest Read(string text, ValueTypes types, ValueContext context)
    {
        var rest = Lead().Replace(text.Length > 1000 ? text[..1000] : text, "", 1);
        var purpose = Purpose().Match(rest);
        var before = purpose.Success ? rest[..purpose.Index] : rest;
        var when = ReadMoment(before, types, context);
        if (when is not ValueResult.Refused { Reason: not "past" } || !purpose.Success)
        {
            return new ReminderRequest(Short(purpose.Success ? purpose.Groups["words"].Value : WithoutTime(rest, types)), when, DayOf(before, when, types, context));
        }

        // "ingatkan saya untuk rapat besok jam 8": the time stands behind what it is for.
        var after = purpose.Groups["words"].Value;
        when = ReadMoment(rest, types, context);
        return new ReminderRequest(Short(WithoutTime(after, types)), when, DayOf(rest, when, types, context));
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

    private static string WithoutTime(string text, ValueTypes types) => Time().Replace(ZoneReader.Read(text, types.Regions)?.Rest ?? text, " ");

    private static string Short(string words)
    {
        var kept = Spaces().Replace(words, " ").Trim(' ', '.', ',', '!', ':', '-');
        return kept.ShortenTo(LongestWords - 1);
    }

    [GeneratedRegex(@"^.*?\b(?:ingat(?:kan|in)|kabar(?:i|kan|in)|inget(?:in|kan)|elingke|engke emutan|remind|(?:buat(?:kan)?|pasang(?:kan)?|set)\s+(?:a\s+)?(?:pengingat|reminder))(?:\s+(?:saya|sy|aku|abdi|kulo|me|lagi|ya))*[\s,:]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lead();

    /// <summary>"jangan lupa ingatkan" wants the contrary, and so does what stands behind a comma.</summary>
    [GeneratedRegex(@"\b(?:hapus(?:kan)?|batal(?:kan|in)?|cabut|hilangkan|nonaktifkan|(?:me)?matikan|hentikan|berhenti|stop|cancel|delete|remove|turn\s+off|do\s?n[o'’]?t|jangan|gausah|(?:tidak|gak|ga|nggak|tak|tdk)\s+(?:usah|perlu|mau))(?:\s+(?!lupa|sampai|telat|forget)\w+){0,2}?\s+(?:(?:di|meng)?(?:ingat|inget)(?:kan|in)|pengingat(?:nya)?|remind(?:ers?|ing)?)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"(?:^|\s)(?:untuk|utk|buat|bwt|supaya|agar|bahwa|soal|tentang|to|about)\s+(?<words>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Purpose();

    /// <summary>The words of times and days, which are no part of what it is for.</summary>
    [GeneratedRegex(@"(?<![\p{L}\d])(?:(?:(?:(?:\d+|a|the|one|two|three|satu|dua|tiga|empat|lima|enam|tujuh|setengah)\s+|se)(?:hari|minggu|pekan|bulan|jam|menit|days?|weeks?|months?|hours?|minutes?)\s+(?:sebelum|sblm|before))|h\s?-\s?\d+|besok|bsk|besuk|esok|sesuk|isukan|lusa|nanti|ntar|hari ini|hari|tanggal|tgl|(?:se)?jam|jm|pukul|pkl|setengah|menit|pagi|siang|sore|malam|mlm|wib|wita|wit|minggu depan|bulan depan|depan|lagi|senin|selasa|rabu|kamis|jumat|sabtu|minggu|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|today|tonight|tomorrow|next week|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|may|june|july|august|october|december|hours?|minutes?|days?|at|on|in|am|pm|\d[\d.:/\-]*)(?![\p{L}\d])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
