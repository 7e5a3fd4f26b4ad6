using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D105: a dialog of a programme that there is not. D106: a text rests on a value that is not certain, and gives no words
/// instead: people would read only that nothing official is known.
/// </summary>
internal static class OfficialValues
{
    internal static void Check(Dialog dialog, Programmes programmes, ProblemList problems)
    {
        if (dialog.Program is { } id && programmes.Find(id) is null)
        {
            var known = programmes.All.Select(programme => programme.Id).ToList();
            var list = known.Count == 0 ? "-" : string.Join(", ", known);
            problems.Error(dialog.PlaceOf("program"), "D105",
                $"Program \"{id}\" tidak ada di folder programs.{Spelling.MaksudAnda(id, known)} Yang ada: {list}.",
                $"There is no programme \"{id}\" in the folder programs.{Spelling.DidYouMean(id, known)} There are: {list}.");
        }

        CheckCertain(dialog.Texts, dialog.Program, programmes, problems);
    }

    internal static void Check(IEnumerable<Topic> topics, Programmes programmes, ProblemList problems) =>
        CheckCertain(topics.Select(topic => topic.Say).OfType<Text>(), own: null, programmes, problems);

    private static void CheckCertain(IEnumerable<Text> texts, string? own, Programmes programmes, ProblemList problems)
    {
        foreach (var text in texts)
        {
            foreach (var name in text.ByLanguage.Values.SelectMany(template => template.RestsOn).Select(variable => variable.Name).Distinct())
            {
                if (programmes.Resolve(own, name[Programmes.Prefix.Length..]) is ({ } programme, var value) && IsDoubted(programme, value))
                {
                    problems.Warn(text.Place, "D106",
                        $"Teks \"{text.Key}\": {{{name}}} belum pasti, jadi orang hanya akan membaca bahwa belum ada informasi resmi. Beri kata pengganti, {{{name}|…}}, atau pastikan dulu nilainya di {programme.File}.",
                        $"The text \"{text.Key}\": {{{name}}} is not certain, so people would only read that nothing official is known. Give words instead, {{{name}|…}}, or confirm the value in {programme.File} first.");
                }
            }
        }
    }

    /// <summary>Whether no row of it is certain on any day; of a date, in the present cycle.</summary>
    private static bool IsDoubted(Programme programme, string name)
    {
        if (Programme.Reserved.Contains(name) || !programme.Kinds.TryGetValue(name, out var kind))
        {
            return false;
        }

        if (programme.Lists.TryGetValue(name, out var choices))
        {
            return choices.All(choice => choice.Listed!.Provenance.Confidence is Confidence.Uncertain);
        }

        var rows = programme.RowsOf(name);
        return rows.IsEmpty && kind is ValueKind.Date
            ? programme.Current?.Dates.GetValueOrDefault(name) is not { Provenance.Confidence: not Confidence.Uncertain }
            : rows.All(row => row.Provenance.Confidence is Confidence.Uncertain);
    }
}
