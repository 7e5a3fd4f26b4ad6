using System.Collections.Frozen;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>The words for what is never to be asked for in a chat, and those that take a request back.</summary>
internal static class SecretWords
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

    /// <summary>The secret that a sentence mentions without refusing it first, or null.</summary>
    internal static string? In(string sentence)
    {
        var words = Fold.Words(sentence);
        for (var at = 0; at < words.Length; at++)
        {
            if (StartsHere(words, at, Refusals) is not null && !(at + 1 < words.Length && Encouragements.Contains(words[at + 1])))
            {
                return null;
            }

            if (At(words, at) is { } secret && !IsRefusedAfter(words, at + 1))
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>The secret that is named here, in one word or several, or null.</summary>
    internal static string? At(string[] words, int at) => StartsHere(words, at, Secrets) ?? (Passwords.IsWord(words[at]) ? words[at] : null);

    /// <summary>"Kodenya jangan diberikan kepada siapa pun": what follows straight away takes it back.</summary>
    internal static bool IsRefusedAfter(string[] words, int at) =>
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
