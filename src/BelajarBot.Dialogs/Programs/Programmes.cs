using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Programs;

/// <summary>What an administrator wrote instead of a value of a programme's file.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Cycle">The cycle, or empty for a fact or link.</param>
/// <param name="Key">The fact, link or date, or <c>state</c>.</param>
/// <param name="Value">The value; null for "as in the file again".</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record ProgrammeOverride(string Program, string Cycle, string Key, string? Value, string By, DateTimeOffset At);

/// <summary>All programmes as they are now. An immutable snapshot, like the dialogs.</summary>
public sealed class Programmes
{
    /// <summary>What stands before a programme's values in dialogs.</summary>
    internal const string Prefix = "program.";

    private readonly FrozenDictionary<string, Programme> byId;
    private readonly ImmutableArray<Programme> asWritten;

    internal Programmes(IEnumerable<Programme> programmes)
        : this([.. programmes.OrderBy(each => each.Id, StringComparer.Ordinal)], [])
    {
    }

    private Programmes(ImmutableArray<Programme> asWritten, IEnumerable<ProgrammeOverride> overrides)
    {
        this.asWritten = asWritten;
        var latest = overrides.GroupBy(change => (change.Program, change.Cycle, change.Key)).Select(changes => changes.Last()).ToLookup(change => change.Program);
        All = [.. asWritten.Select(programme => latest[programme.Id].Where(change => Mistake(programme, change) is null).Aggregate(programme, (now, change) => now.With(change)))];
        byId = All.ToFrozenDictionary(each => each.Id);
    }

    /// <summary>No programmes.</summary>
    public static Programmes None { get; } = new([]);

    /// <summary>The clock that counts unless a file says otherwise.</summary>
    internal static TimeZoneInfo Jakarta { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    /// <summary>Every programme, by id.</summary>
    public ImmutableArray<Programme> All { get; }

    /// <summary>The programme of this name, or null.</summary>
    /// <param name="id">Its name.</param>
    public Programme? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    /// <summary>What those who take part are reminded of, of each programme that reminds.</summary>
    public IEnumerable<Dialog> Reminding => All.Select(programme => programme.Reminding).OfType<Dialog>();

    /// <summary>Every list of what people can choose from, by the name that questions give: <c>program.mitra.prioritas</c>.</summary>
    internal FrozenDictionary<string, ImmutableArray<Choice>> Lists =>
        (from programme in All from list in programme.Lists select KeyValuePair.Create($"{Prefix}{programme.Id}.{list.Key}", list.Value)).ToFrozenDictionary();

    /// <summary>What people call a mark: in the words of its programme, else its name as words.</summary>
    /// <param name="scope">A programme, or a dialog that has none.</param>
    /// <param name="milestone">The mark.</param>
    /// <param name="language">The language that they read.</param>
    public string MilestoneIn(string scope, string milestone, string language) =>
        Find(scope)?.Milestones.GetValueOrDefault(milestone)?.In(language).Source ?? milestone.Replace('_', ' ');

    /// <summary>The current cycle of what milestones belong to; empty for one without cycles, and for a dialog without a programme.</summary>
    /// <param name="scope">A programme, or a dialog that has none.</param>
    public string CycleOf(string scope) => Find(scope)?.CycleId ?? "";

    /// <summary>The programme and the value that a name behind <c>program.</c> means: <c>tenggat</c>, or <c>pembatik.tenggat</c> of another programme.</summary>
    /// <param name="own">The programme of the dialog, or null.</param>
    /// <param name="name">What stands behind <c>program.</c>.</param>
    public (Programme? Programme, string Name) Resolve(string? own, string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (Find(own), name) : (Find(name[..dot]), name[(dot + 1)..]);
    }

    /// <summary>What conditions may read: the programme of the dialog by short names, every one by full names.</summary>
    /// <param name="own">The programme of the dialog, or null.</param>
    public IEnumerable<Variable> Variables(string? own) =>
    [
        .. Of(Find(own), ""),
        .. All.SelectMany(programme => Of(programme, $"{programme.Id}.")),
    ];

    /// <summary>The value that a condition reads now; missing when it is not certain.</summary>
    /// <param name="own">The programme of the dialog, or null.</param>
    /// <param name="name">What stands behind <c>program.</c>.</param>
    /// <param name="now">The moment.</param>
    public Value Read(string? own, string name, DateTimeOffset now) => Resolve(own, name) switch
    {
        (null, _) => Value.Missing,
        (var programme, "state") => Value.Of(Cycle.NameOf(programme.State)),
        (var programme, "cycle") => Value.Of(programme.CycleId),
        (var programme, "next") => Value.Of(programme.Next?.Id),
        (var programme, "title") => Value.Of(programme.Title.Source.Source),
        (var programme, var list) when programme.Lists.ContainsKey(list) => Value.Of(programme.Listed(list, programme.Title.SourceLanguage, now)),
        (var programme, var value) => programme.FindCertain(value, now)?.ToValue() ?? Value.Missing,
    };

    /// <summary>The programmes as in the files, with what administrators wrote since; what fits no file any more is passed over.</summary>
    /// <param name="overrides">All of them, the oldest first.</param>
    public Programmes With(IEnumerable<ProgrammeOverride> overrides) => new(asWritten, overrides);

    /// <summary>Why something cannot be written over a programme's file, in Indonesian and English; null when it can.</summary>
    /// <param name="programme">The programme.</param>
    /// <param name="change">What would be written.</param>
    public static (string Message, string English)? Mistake(Programme programme, ProgrammeOverride change)
    {
        if (change.Cycle.Length == 0)
        {
            return programme.RowsOf(change.Key) is not [var row, ..]
                ? Unknown(change.Key, programme.Facts.Concat(programme.Links).Select(known => known.Name), "fakta atau tautan", "fact or link")
                : FitsKind(row.Kind, change.Value);
        }

        if (programme.Cycles.All(cycle => cycle.Id != change.Cycle))
        {
            return Unknown(change.Cycle, programme.Cycles.Select(cycle => cycle.Id), "siklus", "cycle");
        }

        if (change.Key == "state")
        {
            return change.Value is null || Cycle.StateOf(change.Value) is not null
                ? null : Unknown(change.Value, Cycle.StateNames, "keadaan", "state");
        }

        return programme.Dates.Contains(change.Key)
            ? FitsKind(ValueKind.Date, change.Value)
            : Unknown(change.Key, [.. programme.Dates, "state"], "tanggal", "date");
    }

    private static (string, string)? FitsKind(ValueKind kind, string? value) =>
        value is null || SourcedValue.Fits(kind, value) ? null
        : kind switch
        {
            ValueKind.Date => ($"\"{value}\" bukan tanggal. Tulis seperti 2026-07-15.", $"\"{value}\" is no date. Write it as in 2026-07-15."),
            ValueKind.Number => ($"\"{value}\" bukan angka. Tulis seperti 70.", $"\"{value}\" is no number. Write it as in 70."),
            _ => ($"Isinya 1 sampai {SourcedValue.LongestText} karakter.", $"It takes 1 to {SourcedValue.LongestText} characters."),
        };

    private static (string, string) Unknown(string written, IEnumerable<string> known, string what, string english)
    {
        var names = known.Distinct().Order(StringComparer.Ordinal).ToList();
        var list = names.Count == 0 ? "-" : string.Join(", ", names);
        return ($"Tidak ada {what} \"{written}\".{Checks.Spelling.MaksudAnda(written, names)} Yang ada: {list}.",
            $"There is no {english} \"{written}\".{Checks.Spelling.DidYouMean(written, names)} There are: {list}.");
    }

    private static IEnumerable<Variable> Of(Programme? programme, string prefix) =>
        from name in programme?.Kinds ?? FrozenDictionary<string, ValueKind>.Empty
        orderby name.Key
        select new Variable(VariableSource.Program, prefix + name.Key, name.Value, name.Key == "state" ? Cycle.StateNames : []);
}
