using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Changes;

/// <summary>Finds what is different between two revisions of a dialog. Steps are the same by id, or by <c>moved</c>.</summary>
internal static class DialogComparison
{
    internal static IReadOnlyList<DialogChange> Compare(Dialog before, Dialog after)
    {
        // An old id with the id that the same step has now.
        var same = before.Steps.Select(step => (step.Id, Now: after.Find(step.Id)?.Id ?? after.Find(after.Moved.GetValueOrDefault(step.Id))?.Id))
            .Where(pair => pair.Now is not null).ToDictionary(pair => pair.Id, pair => pair.Now!);
        return
        [
            .. Starts(before, after), .. Milestones(before, after), .. Answers(before, after),
            .. Steps(before, after, same), .. Texts(before, after, same),
        ];
    }

    private static IEnumerable<DialogChange> Starts(Dialog before, Dialog after)
    {
        var (old, now) = (Words(before), Words(after));
        return [.. now.Except(old).Select(word => new DialogChange.StartAdded(word)), .. old.Except(now).Select(word => new DialogChange.StartRemoved(word))];

        static List<string> Words(Dialog dialog) =>
        [
            .. dialog.Start.Commands.Select(command => $"/{command}"), .. dialog.Start.Keywords?.All ?? [],
            .. dialog.Start.Link is { } link ? new[] { $"?start={link}" } : [],
        ];
    }

    private static IEnumerable<DialogChange> Milestones(Dialog before, Dialog after) =>
    [
        .. after.Milestones.Except(before.Milestones).Select(name => new DialogChange.MilestoneAdded(name)),
        .. before.Milestones.Except(after.Milestones).Select(name => new DialogChange.MilestoneRemoved(name)),
    ];

    private static IEnumerable<DialogChange> Answers(Dialog before, Dialog after) =>
        before.Answers.Keys.Union(after.Answers.Keys).Order(StringComparer.Ordinal)
            .Select(name => new DialogChange.AnswerChanged(
                name, before.Answers.GetValueOrDefault(name)?.Type, after.Answers.GetValueOrDefault(name)?.Type))
            .Where(change => change.From != change.To);

    private static IEnumerable<DialogChange> Steps(Dialog before, Dialog after, Dictionary<string, string> same)
    {
        foreach (var step in before.Steps.Where(step => after.Find(step.Id) is null))
        {
            yield return same.TryGetValue(step.Id, out var to) ? new DialogChange.StepMoved(step.Id, to) : new DialogChange.StepRemoved(step.Id);
        }

        var known = same.Values.ToHashSet();
        foreach (var step in after.Steps.Where(step => !known.Contains(step.Id)))
        {
            yield return new DialogChange.StepAdded(step.Id);
        }

        foreach (var step in Reordered(before, after, same))
        {
            yield return new DialogChange.StepReordered(step);
        }

        foreach (var (old, id) in same)
        {
            foreach (var change in Step(before.Find(old)!, after.Find(id)!, same))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<DialogChange> Step(Step before, Step after, Dictionary<string, string> same)
    {
        if (before.Asks != after.Asks)
        {
            yield return new DialogChange.AskChanged(after.Id, before.Asks, after.Asks);
        }

        var (old, now) = (WayOf(before, same), WayOf(after, []));
        if (old != now)
        {
            yield return new DialogChange.WayChanged(after.Id, old, now);
        }

        var (was, becomes) = ((before as ChoicesStep)?.Choices ?? [], (after as ChoicesStep)?.Choices ?? []);
        foreach (var choice in becomes)
        {
            var earlier = was.FirstOrDefault(c => c.Id == choice.Id);
            if (earlier is null)
            {
                yield return new DialogChange.ChoiceAdded(after.Id, choice.Id);
            }
            else if (Now(earlier.Go, same) is var go && go != choice.Go)
            {
                yield return new DialogChange.ChoiceRedirected(after.Id, choice.Id, go, choice.Go);
            }
        }

        foreach (var choice in was.Where(choice => becomes.All(c => c.Id != choice.Id)))
        {
            yield return new DialogChange.ChoiceRemoved(after.Id, choice.Id);
        }
    }

    private static string? WayOf(Step step, Dictionary<string, string> same) => step.End is { } end ? $"end: {end}" : Now(step.Go, same);

    private static string? Now(string? step, Dictionary<string, string> same) => step is null ? null : same.GetValueOrDefault(step, step);

    /// <summary>The fewest steps that explain the new order: those outside the longest run that kept its order.</summary>
    private static IEnumerable<string> Reordered(Dialog before, Dialog after, Dictionary<string, string> same)
    {
        var places = same.DistinctBy(pair => pair.Value).OrderBy(pair => before.IndexOf(pair.Key)).Select(pair => after.IndexOf(pair.Value)).ToList();
        var longest = new List<int>[places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            var best = Enumerable.Range(0, i).Where(j => places[j] < places[i]).Select(j => longest[j]).MaxBy(run => run.Count) ?? [];
            longest[i] = [.. best, places[i]];
        }

        var kept = longest.MaxBy(run => run.Count) ?? [];
        return places.Except(kept).Order().Select(place => after.Steps[place].Id);
    }

    private static IEnumerable<DialogChange> Texts(Dialog before, Dialog after, Dictionary<string, string> same)
    {
        var old = TextsOf(before).Where(text => IsOfKept(text.Key, before, same.ContainsKey)).DistinctBy(text => NowKey(text.Key)).ToDictionary(text => NowKey(text.Key));
        var known = same.Values.ToHashSet();
        var now = TextsOf(after).Where(text => IsOfKept(text.Key, after, known.Contains)).DistinctBy(text => text.Key).ToDictionary(text => text.Key);
        foreach (var key in now.Keys.Concat(old.Keys.Except(now.Keys)))
        {
            var (was, becomes) = (old.GetValueOrDefault(key), now.GetValueOrDefault(key));
            if (was?.Source.Source == becomes?.Source.Source)
            {
                continue;
            }

            // A label comes and goes with its choice, which is reported already.
            if ((was is not null && becomes is not null) || !key.Contains(".choice.", StringComparison.Ordinal))
            {
                yield return new DialogChange.TextChanged(key, was?.Source.Source, becomes?.Source.Source);
            }

            foreach (var (language, translated) in becomes?.ByLanguage ?? new Dictionary<string, Template>())
            {
                if (language != becomes!.SourceLanguage && was?.ByLanguage.GetValueOrDefault(language)?.Source == translated.Source)
                {
                    yield return new DialogChange.TranslationStale(key, language);
                }
            }
        }

        string NowKey(string key) => key.Split('.', 2) is [var step, var rest] && same.TryGetValue(step, out var id) ? $"{id}.{rest}" : key;
    }

    /// <summary>The words of a step that came or went are not listed one by one.</summary>
    private static bool IsOfKept(string key, Dialog dialog, Func<string, bool> isKept) =>
        key.Split('.')[0] is var step && (dialog.Find(step) is null || isKept(step));

    private static IEnumerable<Text> TextsOf(Dialog dialog) =>
        [dialog.Title, .. dialog.Steps.SelectMany(step => step.Texts), .. dialog.Help.Select(entry => entry.Say)];
}
