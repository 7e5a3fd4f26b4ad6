using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>The texts of consents, held against the same rules as those of dialogs, and the same for everybody.</summary>
internal static class ConsentTexts
{
    internal static void Check(string path, ImmutableArray<string> languages, IReadOnlyCollection<Consent> consents, ProblemList problems)
    {
        var texts = consents.SelectMany(consent => consent.Texts).ToList();
        foreach (var text in texts)
        {
            CheckPlain(text, problems);
        }

        foreach (var consent in consents)
        {
            CheckOneMeaning(consent, problems);
        }

        InsecureLinks.Check(texts, problems);
        Translations.Check(path, new Place(path, 1, 1), languages, texts, consents.SelectMany(consent => consent.WordLists), problems);
        LongSentences.Check(texts, problems);
    }

    /// <summary>D023: what people agree to is the same text for everybody. D040: it fits in a message.</summary>
    private static void CheckPlain(Text text, ProblemList problems)
    {
        foreach (var (language, template) in text.ByLanguage)
        {
            if (template.Variables is [var variable, ..])
            {
                problems.Error(text.PlaceIn(language), "D023",
                    $"Teks persetujuan \"{text.Key}\" tidak boleh memuat {{{variable.Name}}}: semua orang harus membaca teks yang sama.",
                    $"The text \"{text.Key}\" of a consent must not hold {{{variable.Name}}}: everybody must read the same words.");
            }
            else if (template.Source.Length > LongTexts.MostUnits)
            {
                problems.Error(text.PlaceIn(language), "D040",
                    $"Teks \"{text.Key}\" panjangnya {template.Source.Length} karakter; Telegram menerima {LongTexts.MostUnits}. Persingkat.",
                    $"The text \"{text.Key}\" has {template.Source.Length} characters; Telegram takes {LongTexts.MostUnits}. Shorten it.");
            }
        }
    }

    private static void CheckOneMeaning(Consent consent, ProblemList problems)
    {
        var yes = consent.Yes.Understood.ToHashSet();
        foreach (var word in consent.No.Understood.Where(yes.Contains).Distinct())
        {
            problems.Error(consent.Place, "D031",
                $"Pada persetujuan \"{consent.Name}\", \"{word}\" berarti setuju dan juga menolak. Hapus salah satunya.",
                $"In the consent \"{consent.Name}\", \"{word}\" means both to agree and to refuse. Remove one of them.");
        }

        foreach (var (answer, name) in new[] { (consent.Yes, "yes"), (consent.No, "no") })
        {
            if (!answer.Understood.Any())
            {
                problems.Error(answer.Label.Place, "D030",
                    $"Jawaban \"{name}\" dari persetujuan \"{consent.Name}\" tidak punya kata yang dapat diketik.",
                    $"The answer \"{name}\" of the consent \"{consent.Name}\" has no word that could be typed.");
            }
        }
    }

    /// <summary>D032: a word that means the same everywhere never reaches the question.</summary>
    internal static void CheckGlobal(IEnumerable<Consent> consents, Engine.BotTexts texts, ProblemList problems)
    {
        foreach (var consent in consents)
        {
            foreach (var word in consent.Yes.Understood.Concat(consent.No.Understood).Distinct().Where(word => texts.MeaningOf(word) is not null))
            {
                problems.Error(consent.Place, "D032",
                    $"\"{word}\" adalah kata umum bot, jadi tidak dapat menjawab persetujuan \"{consent.Name}\". Pakai kata lain.",
                    $"\"{word}\" is a word of the bot itself, so it cannot answer the consent \"{consent.Name}\". Use another word.");
            }
        }
    }
}
