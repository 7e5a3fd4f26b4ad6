using System.Text;
using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// Tells passwords among words: by the word that announces them ("pw nya guru1234"), which allows a weak shape, and by a
/// shape that nothing else has ("Guru#1234"). Addresses, telephone numbers, dates, prices, schools and "kelas10" have figures
/// too and are none.
/// </summary>
internal static partial class Passwords
{
    private const int Longest = 64;
    private const int Shortest = 4;

    /// <summary>So many words after the one that announces it a password may still come.</summary>
    private const int Reach = 7;

    /// <summary>Who answers with more words than these tells a story, and names the password if there is one in it.</summary>
    private const int LongestAnswer = 8;

    private static readonly char[] Around = ['.', ',', '?', '!', '\'', '’', '‘', '`', ':', '-', '[', ']', '{', '}', '<', '>', '/', '…'];

    /// <summary>Words between the announcement and the password that leave no doubt that it comes.</summary>
    private static readonly HashSet<string> Fillers =
    [
        "nya", "ne", "ku", "saya", "sy", "sya", "aku", "ane", "gue", "gw", "abdi", "kulo", "kami", "akun", "akunnya", "awal", "lama", "baru", "email", "gmail", "belajar", "id",
        "guru", "siswa", "murid", "itu", "ini", "nih", "ya", "y", "pak", "bu", "kak", "min", "mas", "mbak", "my", "is", "was", "the", "are", "yg", "yang", "lm", "lma", "kemarin",
        "kemaren", "kmrn", "kmaren", "tadi", "td", "dulu", "dlu", "sekarang", "skrg", "skr", "skg", "pakai", "pake", "pk", "cuma", "hanya", "masih", "sudah", "udah", "udh", "sdh",
        "dah", "jadi", "jd", "menjadi", "ganti", "diganti", "dari", "ke", "sementara", "default", "bawaan", "punya", "dapat", "dpt", "diberi", "dikasih", "operator", "ops", "op",
        "sekolah", "login", "masuk", "tersebut", "adl", "adlh", "adalah", "yaitu", "yakni", "atau", "dan", "sama", "word", "kunci", "saja", "aja", "from", "to", "or", "and", "old", "new",
    ];

    /// <summary>"guru1234 itu password saya".</summary>
    private static readonly HashSet<string> Naming = ["itu", "ini", "adalah", "sebagai", "buat", "untuk", "utk", "is", "jadi", "tu", "as"];

    /// <summary>"lupa password siti12" names whose password it is, not which.</summary>
    private static readonly HashSet<string> Lacking = ["lupa", "lupakan", "reset", "mereset", "direset", "minta", "forgot", "lost", "hilang", "poho", "lali"];

    /// <summary>What figures are that come after one of these.</summary>
    private static readonly HashSet<string> Counted =
    [
        "npsn", "jam", "jm", "pukul", "pkl", "tgl", "tanggal", "no", "nomor", "nomer", "ke", "rp", "kelas", "kls", "wa", "hp", "telp", "tlp", "tahun", "thn", "level", "sd", "sdn", "smp",
        "smpn", "sma", "sman", "smk", "smkn", "nilai", "sebanyak", "total", "kode", "pos", "biaya", "bayar", "harga",
    ];

    /// <summary>What figures are that come before one of these.</summary>
    private static readonly HashSet<string> Units =
        ["rb", "ribu", "jt", "juta", "rupiah", "huruf", "karakter", "digit", "angka", "orang", "org", "guru", "siswa", "kali", "x", "menit", "jam", "hari", "poin", "kb", "mb", "gb"];

    /// <summary>Whether a word means a password: "password", "pw-nya", "katasandi".</summary>
    internal static bool IsWord(string folded) => folded.Length is >= 2 and <= 20 && NamesPassword().IsMatch(folded);

    /// <summary>Takes out every password.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="mark">What stands in its place.</param>
    /// <returns>The text itself when there is none.</returns>
    internal static string Redact(string text, string mark)
    {
        var pieces = Pieces().Matches(text);
        SortedSet<int>? found = null;
        for (var at = 0; at < pieces.Count; at++)
        {
            if (IsStrong(Core(pieces[at].Value)))
            {
                (found ??= []).Add(at);
            }

            if (IsAnnouncement(pieces, at))
            {
                Follow(pieces, at, ref found);
                Precede(pieces, at, ref found);
            }
        }

        if (found is null)
        {
            return text;
        }

        var redacted = new StringBuilder(text);
        foreach (var at in found.Reverse())
        {
            var core = Core(pieces[at].Value);
            var start = pieces[at].Index + pieces[at].Value.IndexOf(core, StringComparison.Ordinal);
            redacted.Remove(start, core.Length).Insert(start, mark);
        }

        return redacted.ToString();
    }

    /// <summary>Whether what comes after "password saya", or after a question about one, holds a password.</summary>
    internal static bool IsAnswer(string text)
    {
        var pieces = Pieces().Matches(text);
        if (pieces.Count == 1)
        {
            var only = Core(pieces[0].Value);
            return only.Length is >= Shortest and <= Longest && !IsOrdinary(only)
                && (only.Any(char.IsAsciiDigit) && !Year().IsMatch(only) && !IsNumberWithMarks(only) || HasMark(only) || only.Length >= 8 && Camel().IsMatch(only));
        }

        for (var at = 0; at < pieces.Count && pieces.Count <= LongestAnswer; at++)
        {
            var core = Core(pieces[at].Value);
            if (Looks(core) && core.Count(char.IsAsciiDigit) >= 2 || HasMark(core) || IsFigures(pieces, at) && (core.Length >= 6 || pieces.Count <= 3))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAnnouncement(MatchCollection pieces, int at)
    {
        var word = WordOf(pieces[at].Value);
        return IsWord(word) || word == "kunci" && at > 0 && WordOf(pieces[at - 1].Value) == "kata";
    }

    private static void Follow(MatchCollection pieces, int announced, ref SortedSet<int>? found)
    {
        var isDirect = true;
        for (var at = announced + 1; at < pieces.Count && at <= announced + Reach && !IsAnnouncement(pieces, at); at++)
        {
            var core = Core(pieces[at].Value);
            if (at == announced + 1 && announced > 0 && Lacking.Contains(WordOf(pieces[announced - 1].Value)))
            {
                isDirect &= Fillers.Contains(WordOf(core));
            }
            else if (isDirect && (Looks(core) || HasMark(core) || IsFigures(pieces, at)) || IsUnlikeAnythingElse(core))
            {
                (found ??= []).Add(at);
            }
            else if (core.Length > 0 && !Fillers.Contains(WordOf(core)) && !IsAddress(core))
            {
                isDirect = false;
            }
        }
    }

    private static void Precede(MatchCollection pieces, int announced, ref SortedSet<int>? found)
    {
        if (announced == 0)
        {
            return;
        }

        var isNamed = announced > 1 && Naming.Contains(WordOf(pieces[announced - 1].Value));
        var core = Core(pieces[announced - (isNamed ? 2 : 1)].Value);
        if (isNamed ? Looks(core) || IsFigures(pieces, announced - 2) : IsUnlikeAnythingElse(core))
        {
            (found ??= []).Add(announced - (isNamed ? 2 : 1));
        }
    }

    /// <summary>Letters and figures together, which beside the word for it is a password.</summary>
    private static bool Looks(string word) =>
        word.Length is >= Shortest and <= Longest && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) && !IsOrdinary(word);

    /// <summary>A mark in or after letters, as in "Melati#", which nobody types by chance.</summary>
    private static bool HasMark(string word) =>
        word.Length is >= Shortest and <= Longest && word[0] is not ('@' or '#' or '$') && word.IndexOfAny(['@', '#', '$', '^']) > 0
        && word.Any(char.IsAsciiLetter) && !IsOrdinary(word);

    /// <summary>Figures alone, which right after the word for it are a password unless they count something.</summary>
    private static bool IsFigures(MatchCollection pieces, int at)
    {
        var word = Core(pieces[at].Value);
        return word.Length is >= Shortest and <= 14 && word.All(char.IsAsciiDigit) && !Year().IsMatch(word) && !Telephone().IsMatch(word)
            && !(at > 0 && Counted.Contains(WordOf(pieces[at - 1].Value)))
            && !(at + 1 < pieces.Count && Units.Contains(WordOf(pieces[at + 1].Value)));
    }

    /// <summary>Some words after the one that announces it, only this is a password: three figures at letters, or a mark at both.</summary>
    private static bool IsUnlikeAnythingElse(string word) =>
        Looks(word) && (word.Count(char.IsAsciiDigit) >= 3 || word.IndexOfAny(['@', '#', '$', '^', '*', '_', '!']) > 0);

    /// <summary>Wherever it stands: letters, figures and a mark in one word.</summary>
    private static bool IsStrong(string word) =>
        word.Length is >= 6 and <= 40 && char.IsAsciiLetterOrDigit(word[0]) && word.Count(char.IsAsciiLetter) >= 2 && word.Any(char.IsAsciiDigit)
        && (word.IndexOfAny(['@', '#', '$', '^']) > 0 || word.IndexOf('!', StringComparison.Ordinal) > 0 && word.Any(char.IsAsciiLetterUpper))
        && !IsOrdinary(word);

    /// <summary>What has figures or marks and is something else.</summary>
    private static bool IsOrdinary(string word) => IsAddress(word) || Elsewhere().IsMatch(word) || Everyday().IsMatch(word);

    private static bool IsAddress(string word) => MailAddress().IsMatch(word);

    /// <summary>"2026-03-02", "08.00", "3/3": figures with something between them.</summary>
    private static bool IsNumberWithMarks(string word) => !word.All(char.IsAsciiDigit) && !word.Any(char.IsAsciiLetter) && word.IndexOfAny(['@', '#', '$', '^', '!']) < 0;

    /// <summary>Without what stands around a word in writing. A mark at the end belongs to a password; a full stop does not.</summary>
    private static string Core(string piece)
    {
        var core = piece.Trim(Around);
        return core.Length > 1 && core[0] is '*' or '_' && core[^1] == core[0] ? core[1..^1] : core;
    }

    private static string WordOf(string piece) => Fold.Text(piece).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"[^\s,;()""“”→]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"^(?:(?:kata|kt)?sandh?i|katakunci|pas+w[aeou]{0,2}r?[dt]|passw?|pas?wd|psw?d?|pwd?|pasw|sandine)(?:nya|ne|ku|mu|e|na|q)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamesPassword();

    [GeneratedRegex(@"^(?:19|20)[0-9]{2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"^(?:0|62)8[0-9]{8,11}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"[a-z][A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Camel();

    /// <summary>An address as people type it: with a comma for a dot, or cut off after the first word of its domain.</summary>
    [GeneratedRegex(@"^[\w.+\-]+@(?:[a-z]+|[a-z0-9\-]+(?:[.,][a-z0-9\-]+)*[.,][a-z]{2,})$|belajar[.,]?id$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MailAddress();

    /// <summary>Links, names of files, names of people on Telegram, and hashtags.</summary>
    [GeneratedRegex(@"://|^www\.|\.(?:id|com|net|org|info|app)(?:/|$)|\.(?:pdf|jpe?g|png|docx?|xlsx?|csv|pptx?|mp4|zip|apk)$|^t\.me/|^@|^#[a-z_]+(?:20[0-9]{2})?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elsewhere();

    /// <summary>Ordinals, schools, devices, years, measures, dates and times, doubled words ("masuk2"), labelled numbers.</summary>
    [GeneratedRegex(
        @"^(?:"
        + @"(?:ke|jam|jm|pkl|pukul|hal|bab|poin|step|langkah|level|lv|lvl|kelas|kls|rt|rw|gang|gg|blok|win|windows|android|ios|iphone|office|ms|excel|redmi|note|samsung|galaxy|oppo|vivo|realme|poco|infinix|xiaomi|chrome|v|ver|versi|k|g|f|a|b|c|d|y|covid|batch|gelombang|gel|angkatan|sesi|hari|minggu|bulan|bln|modul|topik|unit|semester|smt|fase|nomor|no|akun|tim|grup|fx|pc)[\-.:=#]?[0-9]{1,3}[a-z]?"
        + @"|(?:sd|sdn|sdit|sdi|sdk|smp|smpn|smpit|sma|sman|smk|smkn|mi|min|mis|mts|mtsn|ma|man|tk|tkn|paud|slb|slbn|pkbm|upt|uptd)[\-.]?[0-9]{1,3}[a-z\-_.]*"
        + @"|(?:tahun|thn|th|pembatik|kihajar|kihajarstem|stem|ppg|pppk|p3k|ikm|gtk|cpns|asn|kurikulum|kur|semester|smt|duta|batch|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)[\-_.'#]?(?:19|20)?[0-9]{2}"
        + @"|(?:npsn|nss|hp|wa|no|nomor|tlp|telp|telepon|rp|idr|usd|us|tgl|tanggal|jam|pukul)[.:=\-#$*]*\+?[0-9][0-9.,:/\-]*(?:rb|ribu|jt|juta|k)?\*?"
        + @"|[0-9]+(?:[.,:][0-9]+)*(?:x|kali|rb|ribu|jt|juta|k|hari|hr|mnt|menit|min|detik|dtk|jam|thn|th|tahun|bln|bulan|mgg|minggu|huruf|karakter|digit|angka|orang|org|guru|siswa|gb|mb|kb|st|nd|rd|g|sv|fa|step|langkah|[a-f]|px|wib|wita|wit|am|pm|an|nya|s)(?:an|nya|s)?"
        + @"|[0-9]{1,2}[\-/. ]?(?:jan|feb|mar|apr|mei|may|jun|jul|agu|aug|agt|ags|sep|okt|oct|nov|des|dec)[a-z]*[\-/. ]?(?:[0-9]{2}){0,2}"
        + @"|[a-z]+2(?:nya|an|lah|in|kan|i)?"
        + @")$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Everyday();
}
