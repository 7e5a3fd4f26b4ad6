using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Statistics;

/// <summary>Where a question about figures is asked.</summary>
/// <param name="Limit">The areas.</param>
/// <param name="Area">The one area, or null where there are several.</param>
/// <param name="IsOwn">Whether all of it lies within the officer's own areas.</param>
internal sealed record Place(AreaLimit Limit, string? Area, bool IsOwn)
{
    /// <summary>The area of a question; the officer's own where it names none.</summary>
    internal static Place Of(Question question, Officer officer)
    {
        var own = officer.In(Permission.ReadStatistics);
        return question.Area is not { } area
            ? new Place(own, own.Areas is [var only] ? only : null, IsOwn: true)
            : new Place(AreaLimit.To([area]), area, own.Includes(area));
    }

    /// <summary>
    /// What of an area is the officer's own, under its own name: whoever has one regency and asks for its province gets that
    /// regency, and is told so. Null where nothing of it is.
    /// </summary>
    internal static Place? OwnOf(Question question, AreaLimit own)
    {
        var limit = question.Area is { } area ? own.Within(area) : own;
        return limit.IsEmpty ? null : new Place(limit, limit.Only, IsOwn: true);
    }

    /// <summary>The area around it with which it is compared: its province, or the country; null for the country itself.</summary>
    internal string? Around => Area switch
    {
        null or AreaLimit.WholeCountry => Area is null ? AreaLimit.WholeCountry : null,
        { Length: > 2 } => Area[..2],
        _ => AreaLimit.WholeCountry,
    };

    /// <summary>Whether it can be divided into areas.</summary>
    internal bool HasParts => Area is null or { Length: <= 2 };

    /// <summary>What people call it.</summary>
    internal string NameIn(CapabilityTurn turn) => NameIn(turn.Library, key => turn.Text(key).Text);

    /// <summary>The same outside of a turn.</summary>
    /// <param name="library">The regions.</param>
    /// <param name="text">The words for <c>own_areas</c> and <c>country</c>.</param>
    internal string NameIn(DialogLibrary library, Func<string, string> text) => Area switch
    {
        null when Limit.Areas.Length > MostNames => text("own_areas"),
        null => string.Join(", ", Limit.Areas.Select(area => NameOf(area, library))),
        AreaLimit.WholeCountry => text("country"),
        _ => NameOf(Area, library),
    };

    /// <summary>More are not named one by one.</summary>
    private const int MostNames = 4;

    private static string NameOf(string area, DialogLibrary library) => library.Texts.Data.Types.Regions.Find(area)?.Name ?? area;
}
