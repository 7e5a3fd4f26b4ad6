using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D040: a message that could be longer than Telegram sends, with the longest words that its variables can stand for.</summary>
internal static class LongTexts
{
    /// <summary>What a Telegram message holds, in UTF-16 units.</summary>
    internal const int MostUnits = 4096;

    /// <summary>A first and a last name on Telegram, with the space between them.</summary>
    private const int LongestName = 129;

    /// <summary>What the engine quotes of an answer, with the dots.</summary>
    private const int LongestQuote = 81;

    /// <summary>A date, time or number in words; the longest is "Selasa, 30 September 2026 pukul 23.59 WITA".</summary>
    private const int LongestFormatted = 60;

    internal static void Check(IReadOnlyList<Dialog> dialogs, BotTexts? texts, Programmes programmes, ProblemList problems)
    {
        var name = dialogs.SelectMany(dialog => dialog.Answers.Values).Where(answer => answer.Save == "name")
            .Select(answer => OfType(answer, dialog: null, "")).Append(LongestName).Max();
        foreach (var dialog in dialogs)
        {
            var title = dialog.Title.ByLanguage.Values.Max(words => words.Source.Length);
            foreach (var text in dialog.Texts)
            {
                Check(text, (variable, language) => variable.Name switch
                {
                    "answer" => LongestQuote,
                    "title" => title,
                    "contact.name" => name,
                    _ when variable.Name.StartsWith(Programmes.Prefix, StringComparison.Ordinal) => SourcedValue.LongestText,
                    _ => OfVariable(dialog, variable, language),
                }, problems);
            }
        }

        var longestTitle = dialogs.SelectMany(dialog => dialog.Title.ByLanguage.Values).Select(words => words.Source.Length).DefaultIfEmpty().Max();
        var longestProgramme = programmes.All.SelectMany(programme => programme.Title.ByLanguage.Values).Select(words => words.Source.Length).DefaultIfEmpty().Max();
        foreach (var text in texts?.Texts ?? [])
        {
            Check(text, (variable, _) => variable.Name switch
            {
                "title" => longestTitle,
                "name" => name,
                "program" => longestProgramme,
                "link" => SourcedValue.LongestText,
                _ => LongestQuote,
            }, problems);
        }
    }

    private static void Check(Text text, Func<TemplateVariable, string, int> longest, ProblemList problems)
    {
        foreach (var (language, template) in text.ByLanguage)
        {
            if (template.WorstLength(variable => longest(variable, language)) is > MostUnits and var length)
            {
                var (cause, english) = template.Variables.IsEmpty ? ("", "")
                    : (" dengan isian terpanjang (beri \"max\" pada jawaban teks)", " with the longest values (give text answers a \"max\")");
                problems.Error(text.PlaceIn(language), "D040",
                    $"Teks \"{text.Key}\" dapat menjadi {length} karakter{cause}; Telegram menerima {MostUnits}. Persingkat, atau bagi menjadi dua langkah.",
                    $"The text \"{text.Key}\" can become {length} characters{english}; Telegram takes {MostUnits}. Shorten it or split it into two steps.");
            }
        }
    }

    private static int OfVariable(Dialog dialog, TemplateVariable variable, string language)
    {
        var field = variable.Name.StartsWith("contact.", StringComparison.Ordinal) ? variable.Name["contact.".Length..] : null;
        var words = field is not null ? OfField(field)
            : dialog.Answers.TryGetValue(variable.Name, out var answer) ? OfType(answer, dialog, language) : 0;
        return variable.Format is null ? words : Math.Max(words, LongestFormatted);
    }

    private static int OfField(string field) =>
        ContactFields.ChoicesOf(field) is { IsEmpty: false } ids ? ids.Max(id => id.Length)
        : field == ContactFields.School ? ContactFields.LongestSchool
        : ContactFields.TypeOf(field) is { } type ? OfType(type, max: null) : 0;

    private static int OfType(Answer answer, Dialog? dialog, string language) =>
        answer.Type == "choice"
            ? (dialog?.Steps ?? []).OfType<ChoicesStep>().Where(step => step.Asks == answer.Name).SelectMany(step => step.Choices)
                .Select(choice => choice.Label.In(language).Source.Length).DefaultIfEmpty(31).Max()
            : OfType(answer.Type, answer.Options.Max);

    /// <summary>The longest form in which a value of this type is shown.</summary>
    private static int OfType(string type, decimal? max) => type switch
    {
        "text" => (int)Math.Clamp(max ?? MostUnits, 1, MostUnits),
        NameType.Word => NameType.Usual,
        "npsn" => 8,
        "phone" => 20,
        "email" or "belajar_id" => 254,
        "region" => 100,
        "photo" or "document" => 255,
        _ => LongestFormatted,
    };
}
