using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Statistics;

/// <summary>A way that people go: the marks of a programme, or of a dialog without one, in the order in which they are declared.</summary>
/// <param name="Scope">The programme or dialog.</param>
/// <param name="Milestones">The marks in order.</param>
internal sealed record Funnel(string Scope, IReadOnlyList<string> Milestones)
{
    /// <summary>Every way there is. The dialog with the most marks says the order; what only others declare comes after.</summary>
    internal static IReadOnlyList<Funnel> AllOf(DialogLibrary library) =>
    [
        .. library.Dialogs.Where(dialog => !dialog.Milestones.IsEmpty)
            .GroupBy(dialog => dialog.MilestoneScope)
            .Select(dialogs => new Funnel(
                dialogs.Key,
                [.. dialogs.OrderByDescending(dialog => dialog.Milestones.Length).ThenBy(dialog => dialog.Id, StringComparer.Ordinal)
                    .SelectMany(dialog => dialog.Milestones).Distinct()])),
    ];

    /// <summary>What people call it.</summary>
    internal string TitleIn(DialogLibrary library, string language) =>
        library.Programmes.Find(Scope)?.Title.In(language).Source ?? library.Find(Scope)?.Title.In(language).Source ?? Scope.Replace('_', ' ');

    /// <summary>The same with the cycle, where there are several.</summary>
    internal string TitleIn(DialogLibrary library, string language, string cycle) =>
        cycle.Length == 0 ? TitleIn(library, language) : $"{TitleIn(library, language)} {cycle}";

    /// <summary>
    /// The mark at which most people stand without having gone on, and how many; null where nobody does. Numbers are of people
    /// who reached each mark, in order.
    /// </summary>
    internal static (int At, long People)? StuckAt(IReadOnlyList<long> reached)
    {
        var (at, most) = (-1, 0L);
        for (var i = 0; i + 1 < reached.Count; i++)
        {
            if (reached[i] - reached[i + 1] > most)
            {
                (at, most) = (i, reached[i] - reached[i + 1]);
            }
        }

        return at < 0 ? null : (at, most);
    }
}
