using System.Collections.Frozen;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D083: a question that people answer by typing asks for a password, a one-time code, an identity number or a date of
/// birth. These never belong in a chat. A sentence that says not to send them is welcome.
/// </summary>
internal static class AskedSecrets
{
    private static readonly FrozenSet<string> Secrets = new[]
    {
        "sandi", "password", "pasword", "passphrase", "otp", "pin", "nik", "nisn", "ktp", "lahir", "kelahiran", "birthday", "birthdate",
        "kode verifikasi", "kode sekali pakai", "kode masuk", "kode cadangan", "kode rahasia", "nomor induk kependudukan", "nomor kartu keluarga",
        "one time code", "verification code", "backup code", "security code", "date of birth", "birth date", "identity number", "national id",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Refusals = new[]
    {
        "jangan", "tanpa", "bukan", "tidak perlu", "tak perlu", "tidak usah", "tidak pernah", "tidak boleh", "tidak meminta", "tidak minta",
        "do not", "dont", "never", "without", "not", "no need",
    }.ToFrozenSet();

    /// <summary>"Jangan lupa tulis …" is a request after all.</summary>
    private static readonly FrozenSet<string> Encouragements = new[] { "lupa", "ragu", "khawatir", "takut", "malu", "sungkan", "forget", "hesitate", "worry" }.ToFrozenSet();

    private const int LongestPhrase = 3;

    internal static void Check(Dialog dialog, ProblemList problems)
    {
        foreach (var step in dialog.Steps.Where(step => step.Asks is not null && step is not ChoicesStep))
        {
            if (FindSecret(step.Asks!.Replace('_', ' ')) is { } named)
            {
                Report(step.PlaceOf("ask"), named, step, problems);
            }

            foreach (var text in step.Texts)
            {
                foreach (var (language, template) in text.ByLanguage)
                {
                    if (Sentences.Of(template.Source).Select(FindSecret).FirstOrDefault(found => found is not null) is { } secret)
                    {
                        Report(text.PlaceIn(language), secret, step, problems);
                    }
                }
            }
        }
    }

    private static void Report(Place place, string secret, Step step, ProblemList problems) =>
        problems.Error(place, "D083",
            $"Langkah \"{step.Id}\" tampaknya meminta \"{secret}\". Kata sandi, kode, NIK dan tanggal lahir tidak pernah diminta di sini: ubah pertanyaannya, atau tulis \"jangan\" sebelum katanya.",
            $"Step \"{step.Id}\" seems to ask for \"{secret}\". Passwords, codes, identity numbers and dates of birth are never asked for here: change the question, or say \"do not\" before the word.");

    /// <summary>The secret that a sentence mentions without refusing it first, or null.</summary>
    private static string? FindSecret(string sentence)
    {
        var words = Fold.Words(sentence);
        for (var at = 0; at < words.Length; at++)
        {
            if (StartsHere(words, at, Refusals) is not null && !(at + 1 < words.Length && Encouragements.Contains(words[at + 1])))
            {
                return null;
            }

            if (StartsHere(words, at, Secrets) is { } secret && !IsRefusedAfter(words, at + 1))
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>"Kodenya jangan diberikan kepada siapa pun": what follows straight away takes it back.</summary>
    private static bool IsRefusedAfter(string[] words, int at) =>
        words.Skip(at).Take(2).Any(word => word == "jangan") && !words.Skip(at).Take(4).Any(Encouragements.Contains);

    private static string? StartsHere(string[] words, int at, FrozenSet<string> phrases)
    {
        for (var length = Math.Min(LongestPhrase, words.Length - at); length > 0; length--)
        {
            var phrase = string.Join(' ', words, at, length);
            if (phrases.Contains(phrase) || phrases.Contains(WithoutOwner(phrase)))
            {
                return phrase;
            }
        }

        return null;
    }

    /// <summary><c>sandinya</c>, <c>sandimu</c>: the word with whose it is.</summary>
    private static string WithoutOwner(string phrase) =>
        phrase.EndsWith("nya", StringComparison.Ordinal) ? phrase[..^3]
        : phrase.EndsWith("mu", StringComparison.Ordinal) ? phrase[..^2] : phrase;
}
