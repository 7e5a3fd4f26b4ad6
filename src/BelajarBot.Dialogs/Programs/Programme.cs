using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using Place = BelajarBot.Dialogs.Checks.Place;

namespace BelajarBot.Dialogs.Programs;

/// <summary>How far a cycle of a programme has come.</summary>
public enum CycleState
{
    /// <summary><c>unannounced</c>: nothing official is known.</summary>
    Unannounced,

    /// <summary><c>open</c>: it runs, and people can take part.</summary>
    Open,

    /// <summary><c>closed</c>: it is over.</summary>
    Closed,

    /// <summary><c>not_held</c>: it was announced that there is none.</summary>
    NotHeld,
}

/// <summary>One round of a programme, usually a year.</summary>
/// <param name="Id">Its name: <c>2026</c>.</param>
/// <param name="State">How far it has come, as written.</param>
/// <param name="Provenance">Who says so; null for one that is not announced.</param>
/// <param name="Dates">Its days by name.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Cycle(string Id, CycleState State, Provenance? Provenance, FrozenDictionary<string, SourcedValue> Dates, Place Place)
{
    /// <summary>How far it has come as people are told: a state that is doubted counts as nothing official.</summary>
    public CycleState CertainState => Provenance?.Confidence is Confidence.Uncertain ? CycleState.Unannounced : State;

    /// <summary>A state as it is written in files and conditions.</summary>
    /// <param name="state">The state.</param>
    public static string NameOf(CycleState state) => StateNames[(int)state];

    /// <summary>The state of this name, or null.</summary>
    /// <param name="name">As written.</param>
    internal static CycleState? StateOf(string name) => StateNames.IndexOf(name) is >= 0 and var index ? (CycleState)index : null;

    /// <summary>All states as they are written, in the order of <see cref="CycleState"/>.</summary>
    public static ImmutableArray<string> StateNames { get; } = ["unannounced", "open", "closed", "not_held"];
}

/// <summary>
/// A programme of the ministry: what is known of it, its addresses and its cycles. One file of <c>programs/</c>, with what
/// administrators changed since. Immutable.
/// </summary>
public sealed class Programme
{
    private readonly FrozenDictionary<string, ImmutableArray<SourcedValue>> values;

    internal Programme(
        string id, string file, ImmutableArray<string> languages, Text title, ImmutableArray<SourcedValue> links, ImmutableArray<SourcedValue> facts,
        FrozenDictionary<string, ImmutableArray<Choice>> lists, ImmutableArray<string> dates, ImmutableArray<Cycle> cycles)
    {
        (Id, File, Languages, Title, Links, Facts) = (id, file, languages, title, links, facts);
        Lists = lists;
        Dates = [.. dates.Concat(cycles.SelectMany(cycle => cycle.Dates.Keys)).Distinct()];
        Cycles = [.. cycles.OrderBy(cycle => cycle.Id, StringComparer.Ordinal)];
        values = links.Concat(facts).GroupBy(value => value.Name).ToFrozenDictionary(rows => rows.Key, rows => rows.ToImmutableArray());
        Current = Cycles.LastOrDefault(cycle => cycle.CertainState is CycleState.Open)
            ?? Cycles.LastOrDefault(cycle => cycle.CertainState is not CycleState.Unannounced)
            ?? Cycles.LastOrDefault();
        Next = Cycles is [.., { CertainState: CycleState.Unannounced } last] && last != Current ? last : null;
        Kinds = Reserved.ToDictionary(name => name, name => name == "state" ? ValueKind.Choice : ValueKind.Text)
            .Concat(values.Select(rows => KeyValuePair.Create(rows.Key, rows.Value[0].Kind)))
            .Concat(lists.Keys.Select(name => KeyValuePair.Create(name, ValueKind.Text)))
            .Concat(Dates.Select(name => KeyValuePair.Create(name, ValueKind.Date)))
            .DistinctBy(name => name.Key).ToFrozenDictionary();
    }

    /// <summary>What every programme has: names that no fact, link or date may have.</summary>
    public static ImmutableArray<string> Reserved { get; } = ["title", "state", "cycle", "next"];

    /// <summary>Its permanent name.</summary>
    public string Id { get; }

    /// <summary>The file, as its author knows it.</summary>
    public string File { get; }

    /// <summary>The languages that it has; the first is that of the file.</summary>
    public ImmutableArray<string> Languages { get; }

    /// <summary>What people call it.</summary>
    public Text Title { get; }

    /// <summary>Its addresses, the most official first.</summary>
    public ImmutableArray<SourcedValue> Links { get; }

    /// <summary>What is known of it; a name may stand several times, for several spans of time.</summary>
    public ImmutableArray<SourcedValue> Facts { get; }

    /// <summary>Lists of what people can choose from, by name: the buttons of every question that names the list.</summary>
    public FrozenDictionary<string, ImmutableArray<Choice>> Lists { get; }

    /// <summary>What people call the marks on its way, by name; one that has no words here is shown as it is named.</summary>
    public FrozenDictionary<string, Text> Milestones { get; init; } = FrozenDictionary<string, Text>.Empty;

    /// <summary>
    /// What those who take part are reminded of, whatever dialog they are in: to the engine a dialog without steps, of which each
    /// enrolment is the conversation. Null where there is nothing.
    /// </summary>
    public Dialog? Reminding { get; init; }

    /// <summary>The names of the dates that a cycle can have, whether or not one is known yet.</summary>
    public ImmutableArray<string> Dates { get; }

    /// <summary>What people call those dates, by name; one that has no words here is shown as it is named.</summary>
    public FrozenDictionary<string, Text> DateTitles { get; init; } = FrozenDictionary<string, Text>.Empty;

    /// <summary>Its cycles, the newest last; none for a programme that is always open.</summary>
    public ImmutableArray<Cycle> Cycles { get; }

    /// <summary>The cycle that counts now: the one that is open, else the newest that was announced, else the newest. Null without cycles.</summary>
    public Cycle? Current { get; }

    /// <summary>The newest cycle when it comes after the current one and nothing official is known of it.</summary>
    public Cycle? Next { get; }

    /// <summary>The name of the current cycle; empty for a programme without cycles.</summary>
    public string CycleId => Current?.Id ?? "";

    /// <summary>How far the current cycle has come; a programme without cycles is always open.</summary>
    public CycleState State => Current?.CertainState ?? CycleState.Open;

    /// <summary>Every name that stands behind <c>program.</c>, with what kind of value it has.</summary>
    public FrozenDictionary<string, ValueKind> Kinds { get; }

    /// <summary>The row of this name that holds now, certain or not; null when there is none.</summary>
    /// <param name="name">The name of a fact, a link or a date of the current cycle.</param>
    /// <param name="now">The moment.</param>
    public SourcedValue? Find(string name, DateTimeOffset now)
    {
        if (values.TryGetValue(name, out var rows))
        {
            // Of several that hold, the last says it: a correction is written below what it corrects.
            return rows.LastOrDefault(row => row.IsCertain(now)) ?? rows.LastOrDefault(row => row.Holds(now));
        }

        return Current?.Dates.GetValueOrDefault(name) is { } date && date.Holds(now) ? date : null;
    }

    /// <summary>What people call a date.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="language">The reader's language.</param>
    public string DateTitle(string name, string language) => DateTitles.GetValueOrDefault(name)?.In(language).Source ?? name.Replace('_', ' ');

    /// <summary>What people may be told of this name now, or null.</summary>
    /// <param name="name">The name of a fact, a link or a date of the current cycle.</param>
    /// <param name="now">The moment.</param>
    public SourcedValue? FindCertain(string name, DateTimeOffset now) => Find(name, now) is { } value && value.IsCertain(now) ? value : null;

    /// <summary>What a list holds now for certain, one beside the other; null when that is nothing, or there is no such list.</summary>
    /// <param name="list">The name of the list.</param>
    /// <param name="language">The language of the words.</param>
    /// <param name="now">The moment.</param>
    public string? Listed(string list, string language, DateTimeOffset now) =>
        Lists.TryGetValue(list, out var choices) && choices.Where(choice => choice.IsOffered(now)).Select(choice => choice.Label.In(language).Source).ToList() is { Count: > 0 } certain
            ? string.Join(", ", certain) : null;

    /// <summary>Every text of it, for checks and translation.</summary>
    internal IEnumerable<Text> Texts => [Title, .. Lists.Values.SelectMany(choices => choices).Select(choice => choice.Label), .. Links.Concat(Facts).SelectMany(value => new[] { value.Title, value.Words }).OfType<Text>(), .. Milestones.Values, .. DateTitles.Values, .. Reminding?.Reminders.Select(rule => rule.Say) ?? []];

    /// <summary>All rows of a fact or link.</summary>
    internal ImmutableArray<SourcedValue> RowsOf(string name) => values.TryGetValue(name, out var rows) ? rows : [];

    /// <summary>The address to which people are sent for what is not known here: the first that is officially stated. Null when none is.</summary>
    /// <param name="now">The moment.</param>
    public SourcedValue? OfficialLink(DateTimeOffset now) =>
        Links.FirstOrDefault(link => link.Provenance.Confidence is Confidence.Verified && link.Holds(now));

    /// <summary>The same programme with what an administrator wrote instead of a row of the file.</summary>
    internal Programme With(ProgrammeOverride change)
    {
        if (change.Value is not { } written)
        {
            return this;
        }

        var provenance = new Provenance($"admin: {change.By}", DateOnly.FromDateTime(change.At.UtcDateTime), Confidence.Verified);
        if (change.Cycle.Length == 0)
        {
            return new Programme(Id, File, Languages, Title, Replaced(Links), Replaced(Facts), Lists, Dates, Cycles) { Milestones = Milestones, DateTitles = DateTitles, Reminding = Reminding };
        }

        return new Programme(Id, File, Languages, Title, Links, Facts, Lists, Dates, [.. Cycles.Select(cycle => cycle.Id != change.Cycle ? cycle
            : change.Key == "state" ? cycle with { State = Cycle.StateOf(written) ?? cycle.State, Provenance = provenance }
            : cycle with { Dates = cycle.Dates.Values.Where(date => date.Name != change.Key).Append(DateOf(cycle)).ToFrozenDictionary(date => date.Name) })]) { Milestones = Milestones, DateTitles = DateTitles, Reminding = Reminding };

        // Over all spans of time: the administrator speaks of now.
        ImmutableArray<SourcedValue> Replaced(ImmutableArray<SourcedValue> rows) =>
            rows.LastOrDefault(row => row.Name == change.Key) is { } last
                ? [.. rows.Where(row => row.Name != change.Key || row == last).Select(row => row == last
                    ? row with { Stored = written, Words = null, Provenance = provenance, ValidFrom = null, ValidTo = null } : row)]
                : rows;

        SourcedValue DateOf(Cycle cycle)
        {
            var zone = cycle.Dates.GetValueOrDefault(change.Key)?.Zone
                ?? Cycles.Select(other => other.Dates.GetValueOrDefault(change.Key)?.Zone).FirstOrDefault(known => known is not null) ?? Programmes.Jakarta;
            return new SourcedValue(change.Key, ValueKind.Date, written, provenance, zone, cycle.Place);
        }
    }
}
