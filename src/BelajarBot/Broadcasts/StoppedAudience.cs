using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Broadcasts;

/// <summary>
/// Those who have come to one mark and not to the next: what a button under figures opens <c>/siaran</c> with. The button
/// carries a few signs of the two marks, so that it fits whatever they are called.
/// </summary>
/// <param name="Scope">The programme or dialog of the marks.</param>
/// <param name="Last">The mark that they reached; null for those who only take part.</param>
/// <param name="Next">The mark that they did not reach.</param>
/// <param name="Level">The level that they teach at, or null for all.</param>
/// <param name="Area">The code of their area, or null for everywhere that the officer may write to.</param>
internal sealed record StoppedAudience(string Scope, string? Last, string Next, string? Level = null, string? Area = null)
{
    /// <summary>The word that such arguments begin with.</summary>
    internal const string Verb = "henti";

    private const string Any = "-";

    /// <summary>What the button carries.</summary>
    internal string Argument => $"{Verb}.{Key}.{Level ?? Any}.{(string.IsNullOrEmpty(Area) ? Any : Area)}";

    private string Key => new Offer($"{Scope}/{Last}/{Next}", "").Key;

    /// <summary>The audience that an argument means, or null when there is no such (any more).</summary>
    internal static StoppedAudience? Read(string argument, DialogLibrary library)
    {
        if (argument.Split('.', 4) is not [Verb, var key, var level, var area]
            || (level != Any && !ContactFields.ChoicesOf("level").Contains(level))
            || (area != Any && library.Texts.Data.Types.Regions.Find(area) is null))
        {
            return null;
        }

        var all =
            from dialogs in library.Dialogs.GroupBy(dialog => dialog.MilestoneScope)
            let marks = dialogs.SelectMany(dialog => dialog.Milestones).Distinct().ToList()
            from next in marks
            from last in marks.Prepend(null).Where(last => last != next)
            select new StoppedAudience(dialogs.Key, last, next);
        return all.FirstOrDefault(audience => audience.Key == key) is { } found
            ? found with { Level = level == Any ? null : level, Area = area == Any ? null : area }
            : null;
    }

    /// <summary>The same as an expression.</summary>
    internal string ToExpression(DialogLibrary library)
    {
        return string.Join(" and ", new[]
        {
            Last is null ? $"enrolled({Scope})" : $"reached({Qualified(Last)})", $"not reached({Qualified(Next)})",
            Area is null ? null : $"area = {Area}", Level is null ? null : $"level = {Level}",
        }.OfType<string>());

        string Qualified(string mark) =>
            $"{library.Dialogs.First(dialog => dialog.MilestoneScope == Scope && dialog.Milestones.Contains(mark)).Id}.{mark}";
    }

    /// <summary>The same in the officer's words.</summary>
    internal string InWords(BroadcastWords words, DialogLibrary library)
    {
        var title = library.Programmes.Find(Scope)?.Title.In(words.Language).Source ?? library.Find(Scope)?.Title.In(words.Language).Source ?? Scope.Replace('_', ' ');
        return string.Join(", ", new[]
        {
            Last is null ? words["stopped_at_start", ("title", title)].Text : words["stopped_after", ("title", title), ("mark", library.Programmes.MilestoneIn(Scope, Last, words.Language))].Text,
            Level?.ToUpperInvariant(),
            Area is null ? null : library.Texts.Data.Types.Regions.Find(Area)?.Name ?? Area,
        }.OfType<string>());
    }
}
