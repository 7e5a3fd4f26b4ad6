using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D023: a text or a <c>forget</c> names something that there is not.</summary>
internal static class TextVariables
{
    /// <summary>A longer list is no help.</summary>
    private const int MostListed = 30;

    /// <summary>An answer to a topic stands outside every dialog, so it knows programmes only by their full names.</summary>
    internal static void Check(IEnumerable<Topic> topics, Programmes programmes, ProblemList problems)
    {
        List<string> names = ["name", .. programmes.Variables(own: null).Select(variable => variable.Name)];
        foreach (var topic in topics)
        {
            CheckPlain(topic.Title, "Judul topik", "The title of a topic", problems);
            if (topic.Say is { } say)
            {
                CheckText(say, names, problems);
            }
        }
    }

    internal static void Check(Dialog dialog, Programmes programmes, ProblemList problems)
    {
        var names = Names(dialog, programmes);
        List<string> withAnswer = [.. names, "answer"];
        CheckPlain(dialog.Title, "Judul dialog", "The title", problems);
        foreach (var entry in dialog.Help)
        {
            CheckText(entry.Say, names, problems);
        }

        foreach (var rule in dialog.Reminders)
        {
            CheckText(rule.Say, names, problems);
        }

        foreach (var step in dialog.Steps)
        {
            var labels = step is ChoicesStep choices ? choices.Choices.Select(choice => choice.Label).ToHashSet() : [];
            var afterAnswer = step.TextsWithAnswer.ToHashSet();
            foreach (var text in step.Texts)
            {
                if (labels.Contains(text))
                {
                    CheckPlain(text, "Tulisan tombol", "The words on a button", problems);
                }
                else
                {
                    CheckText(text, afterAnswer.Contains(text) ? withAnswer : names, problems);
                }
            }

            CheckForgotten(step.Forget, step.PlaceOf("forget"));
            foreach (var choice in (step as ChoicesStep)?.Choices ?? [])
            {
                CheckForgotten(choice.Forget, choice.PlaceOf("forget"));
            }
        }

        void CheckForgotten(IEnumerable<string> forgotten, Place place)
        {
            foreach (var name in forgotten.Where(name => !dialog.Answers.ContainsKey(name)))
            {
                problems.Error(place, "D023",
                    $"forget: tidak ada jawaban \"{name}\".{Spelling.MaksudAnda(name, dialog.Answers.Keys)}",
                    $"forget: there is no answer \"{name}\".{Spelling.DidYouMean(name, dialog.Answers.Keys)}");
            }
        }
    }

    /// <summary>What any text of a dialog may name.</summary>
    private static List<string> Names(Dialog dialog, Programmes programmes) =>
    [
        .. dialog.Answers.Keys.Order(StringComparer.Ordinal), .. ContactFields.Readable.Select(field => $"contact.{field}").Order(StringComparer.Ordinal), "title",
        .. programmes.Variables(dialog.Program).Select(variable => variable.Name),
    ];

    private static void CheckText(Text text, List<string> names, ProblemList problems)
    {
        // The values of programmes have a page of their own.
        var listed = names.Where(name => !name.StartsWith(Programmes.Prefix, StringComparison.Ordinal)).ToList();
        var (list, englishList) = listed.Count > MostListed ? ("", "") : ($" Yang ada: {string.Join(", ", listed)}.", $" There are: {string.Join(", ", listed)}.");
        foreach (var (language, template) in text.ByLanguage)
        {
            foreach (var name in template.Variables.Select(variable => variable.Name).Distinct().Where(name => !names.Contains(name)))
            {
                var (reason, english) = name == "answer"
                    ? ("hanya dikenal dalam \"invalid\" dan \"must\"", "is known only in \"invalid\" and \"must\"")
                    : ("tidak dikenal di sini", "is not known here");
                problems.Error(text.PlaceIn(language), "D023",
                    $"Teks \"{text.Key}\": {{{name}}} {reason}.{Spelling.MaksudAnda(name, names)}{list}",
                    $"The text \"{text.Key}\": {{{name}}} {english}.{Spelling.DidYouMean(name, names)}{englishList}");
            }
        }
    }

    /// <summary>People type these words, so they must be the same for everybody.</summary>
    private static void CheckPlain(Text text, string what, string english, ProblemList problems)
    {
        foreach (var (language, template) in text.ByLanguage)
        {
            if (template.Variables is [var variable, ..])
            {
                problems.Error(text.PlaceIn(language), "D023",
                    $"{what} (\"{text.Key}\") tidak boleh memuat {{{variable.Name}}}, karena orang juga mengetiknya. Tulis kata tetap.",
                    $"{english} (\"{text.Key}\") must not hold {{{variable.Name}}}, because people type them too. Write fixed words.");
            }
        }
    }
}
