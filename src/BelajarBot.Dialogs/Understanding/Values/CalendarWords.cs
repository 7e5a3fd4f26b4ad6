namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>The words of the calendar, as teachers write them and as the bot shows them.</summary>
internal static class CalendarWords
{
    private static readonly string[] MonthNames =
        ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];

    private static readonly string[] EnglishMonthNames =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] DayNames = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

    private static readonly string[][] MonthForms =
    [
        ["januari", "jan", "january", "jnuari", "januwari"], ["februari", "feb", "pebruari", "february", "peb", "febuari", "febr"], ["maret", "mar", "mrt", "march", "maert"],
        ["april", "apr", "apil"], ["mei", "may", "mey"], ["juni", "jun", "june", "jni"], ["juli", "jul", "july", "jli"],
        ["agustus", "agu", "ags", "agt", "agst", "aug", "august", "agustus", "agt", "agus"], ["september", "sep", "sept", "spt"],
        ["oktober", "okt", "oct", "october", "oktobr"], ["november", "nov", "nop", "nopember", "novmber"], ["desember", "des", "dec", "december", "dsmber"],
    ];

    private static readonly string[][] DayForms =
    [
        ["minggu", "ahad", "mggu", "sunday", "sun"], ["senin", "snin", "snn", "senen", "monday", "mon"], ["selasa", "slasa", "sls", "tuesday", "tue"],
        ["rabu", "rbu", "rebo", "wednesday", "wed"], ["kamis", "kms", "kemis", "thursday", "thu"], ["jumat", "jmt", "jumaat", "jum", "friday", "fri"],
        ["sabtu", "sbtu", "sbt", "saptu", "saturday", "sat"],
    ];

    private static readonly Dictionary<string, int> Months = Index(MonthForms, 1);
    private static readonly Dictionary<string, int> Days = Index(DayForms, 0);

    /// <summary>Days from today for the words that name a day by its distance.</summary>
    public static IReadOnlyDictionary<string, int> Distances { get; } = new Dictionary<string, int>
    {
        ["sekarang"] = 0, ["skrg"] = 0, ["skrng"] = 0, ["saiki"] = 0, ["ayeuna"] = 0, ["today"] = 0, ["now"] = 0, ["tadi"] = 0, ["nanti"] = 0, ["ntar"] = 0, ["tonight"] = 0,
        ["besok"] = 1, ["bsk"] = 1, ["bsok"] = 1, ["besuk"] = 1, ["esok"] = 1, ["sesuk"] = 1, ["isukan"] = 1, ["tomorrow"] = 1,
        ["lusa"] = 2, ["lsa"] = 2,
        ["kemarin"] = -1, ["kmrn"] = -1, ["kemaren"] = -1, ["kmrin"] = -1, ["wingi"] = -1, ["kamari"] = -1, ["yesterday"] = -1,
    };

    /// <summary>The month from 1, or 0; a slip in a long name is forgiven.</summary>
    public static int Month(string word) => Find(Months, word);

    /// <summary>The name of a month, as people write it.</summary>
    public static string NameOf(int month) => MonthForms[month - 1][0];

    /// <summary>The day of the week, or null.</summary>
    public static DayOfWeek? Day(string word) => Find(Days, word, -1) is var day and >= 0 ? (DayOfWeek)day : null;

    /// <summary>A date in words.</summary>
    public static string Show(DateOnly date, string language) => language == "en"
        ? $"{date.DayOfWeek}, {date.Day} {EnglishMonthNames[date.Month - 1]} {date.Year}"
        : $"{DayNames[(int)date.DayOfWeek]}, {date.Day} {MonthNames[date.Month - 1]} {date.Year}";

    /// <summary>A time of day in words.</summary>
    public static string Show(TimeOnly time, string language) => language == "en"
        ? $"{time.Hour:D2}:{time.Minute:D2}"
        : $"pukul {time.Hour:D2}.{time.Minute:D2}";

    private static int Find(Dictionary<string, int> forms, string word, int none = 0)
    {
        if (forms.TryGetValue(word, out var found))
        {
            return found;
        }

        if (word.Length < 5)
        {
            return none;
        }

        var near = forms.Where(form => form.Key.Length >= 5 && Typo.Distance(word, form.Key, 1) <= 1).Select(form => form.Value).Distinct().ToArray();
        return near is [var only] ? only : none;
    }

    private static Dictionary<string, int> Index(string[][] forms, int first)
    {
        var index = new Dictionary<string, int>();
        for (var i = 0; i < forms.Length; i++)
        {
            foreach (var form in forms[i])
            {
                index[form] = i + first;
            }
        }

        return index;
    }
}
