using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Statistics;

/// <summary>What a figure is about.</summary>
internal enum Topic
{
    /// <summary>Everything in a few lines.</summary>
    Overview,

    /// <summary>Who knows the bot, and how many come.</summary>
    People,

    /// <summary>How far people have come in a programme or dialog.</summary>
    Funnel,

    /// <summary>Who asked for a human, and how soon they were answered.</summary>
    Tickets,

    /// <summary>What was decided about reminders, and what came of them.</summary>
    Reminders,

    /// <summary>What came of broadcasts.</summary>
    Broadcasts,

    /// <summary>The meetings that were held, and how many came.</summary>
    Events,
}

/// <summary>What a figure is divided by.</summary>
internal enum Division
{
    /// <summary>It is not divided.</summary>
    None,

    /// <summary>By the areas within: provinces of the country, regencies of a province.</summary>
    Area,

    /// <summary>By province.</summary>
    Province,

    /// <summary>By regency or city.</summary>
    Regency,

    /// <summary>By the level that people teach at.</summary>
    Level,

    /// <summary>By week, from Monday.</summary>
    Week,

    /// <summary>By day.</summary>
    Day,
}

/// <summary>A question about figures, as it was understood.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Scope">The programme or dialog of a funnel, or null.</param>
/// <param name="Milestone">The one mark that is asked about, or null for the whole funnel.</param>
/// <param name="Area">The area, <c>""</c> for the whole country, or null for wherever the officer may look.</param>
/// <param name="Level">The level, or null for all.</param>
/// <param name="Period">The days, or null for all.</param>
/// <param name="By">What it is divided by.</param>
internal sealed record Question(
    Topic Topic, string? Scope = null, string? Milestone = null, string? Area = null, string? Level = null, Period? Period = null, Division By = Division.None)
{
    /// <summary>The cycle of the programme, where one is named; null for the one that counts now, whichever that is.</summary>
    internal string? Cycle { get; init; }

    /// <summary>The cycle that is meant; empty for what has none.</summary>
    internal string CycleIn(DialogLibrary library) => Scope is null ? "" : Cycle ?? library.Programmes.CycleOf(Scope);

    /// <summary>The former code by which the area was called, or null: whoever has it is told the present one.</summary>
    internal string? FormerCode { get; init; }

    /// <summary>The question with the days that are meant where it names none.</summary>
    internal Question OnUsualDays(DateOnly today) => Period is not null ? this : this with
    {
        Period = By switch
        {
            _ when Topic is Topic.Tickets or Topic.Events or Topic.Reminders or Topic.Broadcasts => Period.Last(30, today).AsUsual(),
            Division.Week => new Period(Period.WeekOf(today).From.AddDays(-7 * 7), today).AsUsual(),
            Division.Day => Period.Last(14, today).AsUsual(),
            _ => null,
        },
    };

    /// <summary>The same question in words that are understood again: what buttons and subscriptions carry.</summary>
    internal string ToWords() => string.Join(' ', new[]
    {
        Topic switch
        {
            Topic.People => "orang", Topic.Tickets => "tiket", Topic.Reminders => "pengingat", Topic.Broadcasts => "siaran", Topic.Events => "kegiatan",
            Topic.Funnel => Scope!, _ => "ringkasan",
        },
        Cycle, Milestone,
        Area switch { null => null, "" => "nasional", var code => code },
        Level,
        Period?.Words is { Length: > 0 } days ? days : null,
        By switch { Division.Area => "per wilayah", Division.Province => "per prov", Division.Regency => "per kab", Division.Level => "per jenjang", Division.Week => "per minggu", Division.Day => "per hari", _ => null },
    }.OfType<string>());
}
