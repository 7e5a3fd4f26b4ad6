using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Statistics;

/// <summary>How words were understood.</summary>
internal abstract record Understood
{
    /// <summary>It is clear.</summary>
    internal sealed record Clear(Question Question) : Understood;

    /// <summary>A name means several areas; each is a question of its own.</summary>
    internal sealed record WhichArea(Question Question, IReadOnlyList<Region> Areas) : Understood
    {
        /// <summary>The areas as buttons; where a question is too long for one, they stand in the text with the codes that can be typed.</summary>
        /// <param name="text">The words that ask.</param>
        /// <param name="button">The button for an area with the words of its question, or null.</param>
        internal (RichText Text, IReadOnlyList<Button> Buttons) Offer(RichText text, Func<string, string, Button?> button)
        {
            var buttons = Areas.Select(area => button(area.Name, (Question with { Area = area.Code }).ToWords())).OfType<Button>().ToList();
            return buttons.Count == Areas.Count
                ? (text, buttons)
                : (text with { Text = $"{text.Text}\n{string.Join('\n', Areas.Select(area => $"{area.Name}: {area.Code}"))}" }, buttons);
        }
    }

    /// <summary>These words mean nothing here.</summary>
    internal sealed record Unknown(string Words) : Understood;
}

/// <summary>
/// Reads questions about figures as people type them: what, where, when and by what, in any order. Each word is used once;
/// what is left over in the end must be the name of an area.
/// </summary>
internal sealed partial class QuestionReader
{
    private static readonly Dictionary<string, Topic> Topics = new()
    {
        ["ringkasan"] = Topic.Overview, ["summary"] = Topic.Overview, ["overview"] = Topic.Overview, ["orang"] = Topic.People, ["pengguna"] = Topic.People,
        ["pertumbuhan"] = Topic.People, ["people"] = Topic.People, ["growth"] = Topic.People, ["tiket"] = Topic.Tickets, ["tickets"] = Topic.Tickets,
        ["pertanyaan"] = Topic.Tickets, ["pengingat"] = Topic.Reminders, ["reminders"] = Topic.Reminders, ["siaran"] = Topic.Broadcasts,
        ["broadcasts"] = Topic.Broadcasts, ["kegiatan"] = Topic.Events, ["events"] = Topic.Events,
    };

    private static readonly Dictionary<string, Division> Divisions = new()
    {
        ["kab"] = Division.Regency, ["kabupaten"] = Division.Regency, ["kota"] = Division.Regency, ["regency"] = Division.Regency,
        ["provinsi"] = Division.Province, ["prov"] = Division.Province, ["province"] = Division.Province,
        ["wilayah"] = Division.Area, ["daerah"] = Division.Area, ["area"] = Division.Area,
        ["jenjang"] = Division.Level, ["level"] = Division.Level, ["minggu"] = Division.Week, ["week"] = Division.Week, ["hari"] = Division.Day,
        ["day"] = Division.Day,
    };

    private static readonly Dictionary<string, int> Months = new(Period.Months.Select((name, i) => KeyValuePair.Create(name, i + 1)))
    {
        ["january"] = 1, ["february"] = 2, ["march"] = 3, ["may"] = 5, ["june"] = 6, ["july"] = 7,
        ["august"] = 8, ["october"] = 10, ["december"] = 12,
    };

    private static readonly HashSet<string> Country = ["nasional", "indonesia", "national"];

    private static readonly HashSet<string> Fillers =
    [
        "di", "untuk", "dan", "yang", "dari", "statistik", "statistics", "berapa", "jumlah", "tolong", "mohon", "data", "angka", "the", "of", "in", "for",
        "how", "many", "show", "me", "lihat", "terakhir", "last", "program", "sampai", "sekarang", "sudah", "wilayah", "saya", "my",
    ];

    private readonly DialogLibrary library;
    private readonly DateOnly today;
    private readonly List<string> words;
    private Question question = new(Topic.Overview);

    /// <summary>Dates that mean no days, or null.</summary>
    private readonly string? wrongDates;

    private QuestionReader(string text, DialogLibrary library, DateOnly today)
    {
        (this.library, this.today) = (library, today);
        if (TypedDates.In(text, today, word => Months.TryGetValue(Plain(word), out var month) ? month : null) is { } dates)
        {
            (question, text) = (question with { Period = dates.Period }, dates.Rest);
            wrongDates = dates.Period is null ? dates.Written : null;
        }

        words = [.. Fold.Words(TakeCode(text))];
    }

    /// <summary>Reads a question.</summary>
    /// <param name="text">As typed, or as a button brought it back.</param>
    /// <param name="library">The programmes, dialogs and regions that it may name.</param>
    /// <param name="today">The day on the clock of Jakarta.</param>
    internal static Understood Read(string text, DialogLibrary library, DateOnly today) =>
        text.Length > 200 ? new Understood.Unknown(text[..50]) : new QuestionReader(text, library, today).Read();

    private Understood Read()
    {
        if (wrongDates is not null)
        {
            return new Understood.Unknown(wrongDates);
        }

        TakeDivision();
        TakePeriod();
        TakeFunnel();
        TakeCycle();
        TakeTopic();
        if (question is { Topic: Topic.Overview, By: not Division.None })
        {
            // Everything at once cannot be divided; people can.
            question = question with { Topic = Topic.People };
        }

        TakeMilestone();
        if (Take(word => ContactFields.ChoicesOf("level").Contains(word)) is { } level)
        {
            question = question with { Level = level };
        }

        if (Take(Country.Contains) is not null)
        {
            question = question with { Area = "" };
        }

        return Place();
    }

    private Understood Place()
    {
        // An area may be called by a word that fills elsewhere, so names are looked for before fillers are dropped.
        var rest = string.Join(' ', words);
        var regions = words.TrueForAll(Fillers.Contains) ? [] : library.Texts.Data.Types.Regions.Resolve(rest);
        if (regions.Count is > 0 and <= 8 && BesideArea(regions) is { Length: > 0 } unknown)
        {
            return new Understood.Unknown(unknown);
        }

        return (regions, question.Area) switch
        {
            ([var only], _) => new Understood.Clear(question with { Area = only.Code }),
            ({ Count: > 1 and <= 8 }, _) => new Understood.WhichArea(question, regions),
            _ when words.TrueForAll(Fillers.Contains) => new Understood.Clear(question),
            _ => new Understood.Unknown(string.Join(' ', words.Where(word => !Fillers.Contains(word)))),
        };
    }

    /// <summary>
    /// The words that name no area: those without which the same one is meant, and which are no area themselves ("bandung jawa
    /// barat"). An answer that left them out would be one to another question.
    /// </summary>
    private string BesideArea(IReadOnlyList<Region> named)
    {
        var all = library.Texts.Data.Types.Regions;
        var beside = words.FindAll(word => !Fillers.Contains(word) && !Divisions.ContainsKey(word)
            && all.Resolve(string.Join(' ', words.Where(other => other != word))).SequenceEqual(named));
        return beside.Count > 0 && all.Resolve(string.Join(' ', beside)) is [] ? string.Join(' ', beside) : "";
    }

    private string TakeCode(string text)
    {
        foreach (Match match in Codes().Matches(text))
        {
            if (library.Texts.Data.Types.Regions.Find(match.Value) is { } region)
            {
                question = question with { Area = region.Code, FormerCode = region.Code == match.Value ? null : match.Value };
                text = text.Remove(match.Index, match.Length).Insert(match.Index, " ");
                break;
            }
        }

        return text;
    }

    private void TakeDivision()
    {
        var per = words.FindIndex(word => word is "per" or "by" or "tiap");
        if (per >= 0 && per + 1 < words.Count && Divisions.TryGetValue(Plain(words[per + 1]), out var by))
        {
            question = question with { By = by };
            words.RemoveRange(per, 2);
        }
    }

    private void TakePeriod()
    {
        if (question.Period is not null)
        {
            return;
        }

        for (var i = 0; i < words.Count; i++)
        {
            var (one, two) = (Plain(words[i]), i + 1 < words.Count ? Plain(words[i + 1]) : "");
            var (period, taken) = (one, two) switch
            {
                ("hari", "ini") => (Period.TodayOf(today), 2),
                ("hari ini", _) => (Period.TodayOf(today), 1),
                ("kemarin", _) => (Period.Yesterday(today), 1),
                ("minggu", "ini") or ("this", "minggu") or ("ini", "minggu") => (Period.WeekOf(today), 2),
                ("minggu", "lalu") => (Period.WeekBefore(today), 2),
                (_, "minggu") when words[i] == "last" => (Period.WeekBefore(today), 2),
                ("bulan", "ini") or ("this", "bulan") or ("ini", "bulan") => (Period.ThisMonth(today), 2),
                ("bulan", "lalu") => (Period.MonthBefore(today), 2),
                (_, "bulan") when words[i] == "last" => (Period.MonthBefore(today), 2),
                ("tahun", "ini") or ("this", "year") or ("ini", "tahun") => (Period.ThisYear(today), 2),
                (_, "hari") when Number(one, 1, Period.MostDays) is { } days => (Period.Last(days, today), 2),
                (_, "minggu") when Number(one, 1, 104) is { } weeks => (Period.LastWeeks(weeks, today), 2),
                (_, "bulan") when Number(one, 1, 24) is { } months => (Period.LastMonths(months, today), 2),
                _ when Months.TryGetValue(one, out var month) => Number(two, Period.FirstYear, Period.LastYear) is { } year
                    ? (Period.MonthOf(year, month, today), 2)
                    : (Period.MonthOf(month > today.Month ? today.Year - 1 : today.Year, month, today), 1),
                _ => (null, 0),
            };
            if (period is not null)
            {
                question = question with { Period = period };
                words.RemoveRange(i, taken);
                return;
            }
        }
    }

    private static int? Number(string word, int least, int most) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    /// <summary>The longest name wins: <c>ruang gtk</c> before <c>ruang</c>.</summary>
    private void TakeFunnel()
    {
        var names =
            from funnel in Funnel.AllOf(library)
            from name in NamesOf(funnel)
            orderby name.Length descending
            select (funnel, name);
        foreach (var (funnel, name) in names)
        {
            if (TakeRun(name))
            {
                question = question with { Topic = Topic.Funnel, Scope = funnel.Scope };
                return;
            }
        }
    }

    /// <summary>A year behind a programme is its cycle, where it has one of that name.</summary>
    private void TakeCycle()
    {
        if (library.Programmes.Find(question.Scope) is { } programme && Take(word => programme.Cycles.Any(cycle => cycle.Id == word)) is { } cycle)
        {
            question = question with { Cycle = cycle };
        }
    }

    private IEnumerable<string[]> NamesOf(Funnel funnel)
    {
        var dialogs = library.Dialogs.Where(dialog => dialog.MilestoneScope == funnel.Scope).ToList();
        IEnumerable<string> names =
        [
            funnel.Scope, funnel.TitleIn(library, "id"), funnel.TitleIn(library, "en"),
            .. dialogs.Select(dialog => dialog.Id), .. dialogs.SelectMany(dialog => dialog.Start.Commands),
            .. dialogs.SelectMany(dialog => dialog.Start.Keywords?.All ?? []),
        ];
        return names.Select(Fold.Words).Where(name => name.Length > 0);
    }

    private void TakeTopic()
    {
        if (question.Topic == Topic.Overview && Take(word => Topics.ContainsKey(word) || Topics.ContainsKey(Plain(word))) is { } word)
        {
            question = question with { Topic = Topics.TryGetValue(word, out var topic) ? topic : Topics[Plain(word)] };
        }
    }

    /// <summary>Words that stand in the name of a mark: <c>level 2</c> is <c>level_2_lulus</c>. The mark with the most of them is meant.</summary>
    private void TakeMilestone()
    {
        if (question.Scope is null)
        {
            return;
        }

        var best = Array.Empty<string>();
        foreach (var milestone in Funnel.AllOf(library).First(funnel => funnel.Scope == question.Scope).Milestones)
        {
            var name = Fold.Words(milestone);
            for (var length = Math.Min(name.Length, words.Count); length > best.Length; length--)
            {
                if (Enumerable.Range(0, name.Length - length + 1).Select(start => name[start..(start + length)]).FirstOrDefault(run => Find(run) >= 0) is { } run)
                {
                    (best, question) = (run, question with { Milestone = milestone });
                }
            }
        }

        TakeRun(best);
    }

    private bool TakeRun(string[] run)
    {
        var at = run.Length == 0 ? -1 : Find(run);
        if (at >= 0)
        {
            words.RemoveRange(at, run.Length);
        }

        return at >= 0;
    }

    private int Find(string[] run) => Enumerable.Range(0, Math.Max(0, words.Count - run.Length + 1))
        .FirstOrDefault(at => words.Skip(at).Take(run.Length).SequenceEqual(run), -1);

    private string? Take(Predicate<string> fits)
    {
        var at = words.FindIndex(fits);
        if (at < 0)
        {
            return null;
        }

        var word = words[at];
        words.RemoveAt(at);
        return word;
    }

    /// <summary>The word that a dictionary would use.</summary>
    private string Plain(string word) => library.Texts.Data.Normalizer.Text(word);

    [GeneratedRegex(@"\b\d\d\.\d\d\b|\b\d\d\b(?!\.\d| *(hari|hr|minggu|mgg|bulan|bln|days?|weeks?|months?)\b(?! *(ini|lalu)\b))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();
}
