using System.Buffers;
using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>What the bot must not keep.</summary>
public enum SecretKind
{
    /// <summary>A password.</summary>
    Password,

    /// <summary>A one-time, verification, reset or backup code.</summary>
    OneTimeCode,

    /// <summary>A number of 15 to 19 digits: NIK, NUPTK, NIP, family card, bank card.</summary>
    IdentityNumber,

    /// <summary>A pupil's NISN.</summary>
    PupilNumber,

    /// <summary>A number of a bank account or of a taxpayer.</summary>
    FinancialNumber,

    /// <summary>A date of birth.</summary>
    BirthDate,
}

/// <summary>A text without what must not be kept.</summary>
/// <param name="Text">The text, with <see cref="SecretDetector.Mark"/> in place of each secret.</param>
/// <param name="Kinds">What was found, in the order of <see cref="SecretKind"/>, each once.</param>
public sealed record Redaction(string Text, IReadOnlyList<SecretKind> Kinds);

/// <summary>
/// Finds passwords, codes and identity numbers in free text, where people put them although nobody asks. An NPSN
/// (8 digits) and a phone number are given on purpose and stay.
/// </summary>
public static partial class SecretDetector
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "•••";

    private const int LongestSearched = 8192;

    private static readonly (SecretKind Kind, Func<Regex> Pattern)[] Patterns =
    [
        (SecretKind.Password, StatedPassword),
        (SecretKind.OneTimeCode, Code),
        (SecretKind.OneTimeCode, GoogleCode),
        (SecretKind.PupilNumber, Nisn),
        (SecretKind.FinancialNumber, Account),
        (SecretKind.IdentityNumber, LongNumber),
        (SecretKind.IdentityNumber, MaskedNumber),
        (SecretKind.BirthDate, Birth),
    ];

    /// <summary>Takes the secrets out of a text.</summary>
    /// <param name="text">Anything a person sent; beyond 8,192 characters nothing is kept at all.</param>
    public static Redaction Redact(string text)
    {
        var redacted = text.Length > LongestSearched ? text[..LongestSearched] : text;
        SortedSet<SecretKind>? found = null;
        if (MayHold(redacted))
        {
            var passwordless = Passwords.Redact(redacted, Mark);
            if (!ReferenceEquals(passwordless, redacted))
            {
                (found ??= []).Add(SecretKind.Password);
                redacted = passwordless;
            }

            foreach (var (kind, pattern) in Patterns)
            {
                redacted = pattern().Replace(redacted, match =>
                {
                    var secret = match.Groups["secret"];
                    if (!secret.Success || IsOrdinary(kind, secret.Value))
                    {
                        return match.Value;
                    }

                    (found ??= []).Add(kind);
                    var start = secret.Index - match.Index;
                    return string.Concat(match.ValueSpan[..start], Mark, match.ValueSpan[(start + secret.Length)..]);
                });
            }
        }

        return new Redaction(redacted, found is null ? [] : [.. found]);
    }

    /// <summary>
    /// The kind of secret that a message announces without telling it ("password saya", "kode OTP saya:"): the next message
    /// may be the secret. Null for anything that says more than that.
    /// </summary>
    /// <param name="text">Anything a person sent.</param>
    public static SecretKind? Announced(string text)
    {
        if (text.Length > LongestAnnouncement || text.Contains('?'))
        {
            return null;
        }

        SecretKind? found = null;
        foreach (var word in Fold.Words(text))
        {
            if (Passwords.IsWord(word))
            {
                found ??= SecretKind.Password;
            }
            else if (Announcing.TryGetValue(word, out var kind))
            {
                found ??= kind;
            }
            else if (!BesideAnnouncements.Contains(word))
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>Whether a text speaks of a password.</summary>
    /// <param name="text">What an author wrote.</param>
    internal static bool NamesPassword(string text) => Fold.Words(text).Any(Passwords.IsWord);

    /// <summary>Whether a message looks like the secret of a kind that the message before announced.</summary>
    /// <param name="kind">What was announced.</param>
    /// <param name="text">The message after it.</param>
    public static bool IsLikely(SecretKind kind, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var digits = text.Count(char.IsAsciiDigit);
        var isOnlyNumber = text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '.' or '/') && digits > 0;
        return kind switch
        {
            SecretKind.Password => Passwords.IsAnswer(text),
            SecretKind.OneTimeCode => isOnlyNumber && digits is >= 4 and <= 10,
            SecretKind.BirthDate => digits >= 4 && words.Length <= 4,
            _ => isOnlyNumber && digits >= 8,
        };
    }

    private const int LongestAnnouncement = 60;

    private static readonly Dictionary<string, SecretKind> Announcing = new()
    {
        ["pin"] = SecretKind.OneTimeCode, ["pinnya"] = SecretKind.OneTimeCode, ["otp"] = SecretKind.OneTimeCode, ["otpnya"] = SecretKind.OneTimeCode,
        ["kode"] = SecretKind.OneTimeCode, ["kodenya"] = SecretKind.OneTimeCode, ["code"] = SecretKind.OneTimeCode, ["nik"] = SecretKind.IdentityNumber, ["niknya"] = SecretKind.IdentityNumber,
        ["nuptk"] = SecretKind.IdentityNumber, ["nip"] = SecretKind.IdentityNumber, ["ktp"] = SecretKind.IdentityNumber, ["kk"] = SecretKind.IdentityNumber, ["nisn"] = SecretKind.PupilNumber,
        ["rekening"] = SecretKind.FinancialNumber, ["rek"] = SecretKind.FinancialNumber, ["norek"] = SecretKind.FinancialNumber, ["npwp"] = SecretKind.FinancialNumber,
        ["lahir"] = SecretKind.BirthDate, ["ttl"] = SecretKind.BirthDate, ["birthday"] = SecretKind.BirthDate,
    };

    /// <summary>What stands beside an announcement without making it anything else.</summary>
    private static readonly HashSet<string> BesideAnnouncements =
    [
        "kata", "saya", "sy", "aku", "ku", "nya", "ini", "itu", "adalah", "yaitu", "is", "my", "the", "here", "akun", "email", "belajar", "id", "baru", "lama", "awal", "bu", "pak",
        "kak", "min", "ya", "dan", "verifikasi", "otp", "sms", "google", "kemarin", "kemaren", "tadi", "dulu", "nomor", "no", "number", "tanggal", "tgl", "siswa", "murid", "guru", "berikut", "sekarang", "of", "birth", "date",
    ];

    private static readonly SearchValues<char> Announcers = SearchValues.Create(":=→>@#$^");

    /// <summary>Every secret has a figure or a mark, or is announced with one of these; most messages have neither.</summary>
    private static bool MayHold(string text) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || text.AsSpan().ContainsAny(Announcers)
        || text.Contains("adalah", StringComparison.OrdinalIgnoreCase) || text.Contains(" is ", StringComparison.OrdinalIgnoreCase)
        || text.Contains("yaitu", StringComparison.OrdinalIgnoreCase) || text.Contains("yakni", StringComparison.OrdinalIgnoreCase) || text.Contains(" adl", StringComparison.OrdinalIgnoreCase);

    /// <summary>"password: salah" and "sandi adalah apa" announce no password.</summary>
    private static bool IsOrdinary(SecretKind kind, string secret) => kind == SecretKind.Password && (
        secret.Contains(Mark, StringComparison.Ordinal)
        || secret.All(c => char.IsLetter(c) || c is '.' or ',' or '?' or '!') && Ordinary.Contains(Fold.Text(secret))
        || secret.Contains("belajar.id", StringComparison.OrdinalIgnoreCase));

    private static readonly HashSet<string> Ordinary =
    [
        "apa", "salah", "benar", "lupa", "tidak", "gak", "ga", "nggak", "bagaimana", "gimana", "gmn", "harus", "minimal", "yang", "yg", "kombinasi",
        "belum", "sudah", "hilang", "rahasia", "wajib", "penting", "wrong", "what", "not", "the", "a", "incorrect", "invalid", "required", "kunci",
        "kata", "ini", "itu", "untuk", "dari", "di", "ke", "mana", "kenapa", "ditolak", "error", "eror", "saya", "akun", "sama", "kosong", "my", "too",
        "sesuatu", "huruf", "angka", "password", "sandi", "http", "https", "lost", "gone", "forgotten", "rejected", "tanggal", "dengan", "dan", "atau",
        "right", "correct", "case", "still",
    ];

    [GeneratedRegex(@"\b(?:kata\s*sandi|kata\s*kunci|pas+w[aeou]{0,2}r?[dt]|pass\s?word|passwd|pass|psw?d?|pwd?|sandi|pin)(?:-?nya|ku|mu|e|na)?(?:\s+(?:saya|sy|aku|abdi|kulo|akun|awal|lama|baru|email|admin|belajar|guru|siswa|is|nya|ini|my|kemarin|tadi|dulu|sekarang|yang|yg)){0,4}\s*(?:[:=]+>?|-+>|→|\badalah\b|\badlh?\b|\bis\b|\byaitu\b|\byakni\b)\s*(?<secret>[^\s,;]{3,})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatedPassword();

    [GeneratedRegex(@"\b(?:kode|code|otp|kod|token|verifikasi|2sv|2fa|authenticator|backup)(?:nya|ne|na|ku)?\b(?:[^0-9\n]{0,30}?)(?<![0-9/.\-])(?<secret>(?:[0-9][ \-]?){5,8}[0-9]?)(?![0-9/]|\s?[0-9])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?<secret>G-[0-9]{6})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GoogleCode();

    [GeneratedRegex(@"\bnisn\b[^0-9\n]{0,30}(?<secret>[0-9]{10})(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nisn();

    [GeneratedRegex(@"\b(?:rekening|rek|norek|npwp)\b[^0-9\n]{0,30}(?<secret>[0-9](?:[ .\-]?[0-9]){7,17})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Account();

    /// <summary>
    /// ISO dates side by side, as periods are written, have as many digits as a NIK and are none: its ninth and tenth digit are a month,
    /// those of two dates the century.
    /// </summary>
    private const string Dates = $@"(?<![0-9]){Date}(?:[ \-]{Date})+(?![0-9])";
    private const string Date = "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";

    [GeneratedRegex($@"{Dates}|(?<![0-9])(?<secret>[0-9](?:(?![ .\-]{Dates})[ .\-]?[0-9]){{14,18}})(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?<secret>[0-9]{2,}[xX*]{4,}[0-9xX*]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaskedNumber();

    [GeneratedRegex(@"\b(?:lahir(?:nya)?|ttl|born|birth\s*date|date\s+of\s+birth)\b[^0-9\n]{0,25}?(?<secret>[0-9]{1,2}[\s/.\-]+(?:[0-9]{1,2}|[a-z]{3,9})[\s/.\-]+(?:19|20)[0-9]{2})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Birth();
}
