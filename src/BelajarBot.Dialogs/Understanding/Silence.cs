namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// Recognises those who want to be left alone, however they say it: a word that ends something, a word for what is to end, and
/// nothing else that matters. Reads standard words, so that slang needs no list of its own.
/// </summary>
internal static class Silence
{
    private const int LongestRequest = 10;

    private static readonly HashSet<string> Ends =
        ["jangan", "stop", "stopkan", "setop", "berhenti", "berhentikan", "hentikan", "menghentikan", "matikan", "mematikan", "gausah", "gosah", "dont", "quit", "cease"];

    /// <summary>"tidak" ends nothing by itself: "tidak usah" does, and "tidak mau … lagi".</summary>
    private static readonly HashSet<string> Needless = ["usah", "perlu", "boleh"];

    private static readonly HashSet<string> Unwanted = ["mau", "ingin", "pengen", "minat", "want"];

    private static readonly HashSet<string> Again = ["lagi", "anymore", "again"];

    private static readonly HashSet<string> Negations = ["tidak", "not", "no"];

    private static readonly HashSet<string> Messages =
    [
        "kirim", "kirimi", "kirimin", "kirimkan", "mengirim", "mengirimi", "mengirimkan", "ngirim", "ngirimin", "chat", "chatting", "ngechat", "chatan", "hubungi", "menghubungi", "ngehubungi",
        "kontak", "mengontak", "wa", "whatsapp", "telegram", "japri", "sms", "dm", "telepon", "telpon", "menelepon", "nelpon", "bicara", "pesan", "pesannya", "notif", "notifikasi", "notifikasinya", "spam",
        "nyepam", "ganggu", "mengganggu", "gangguin", "ngganggu", "usik", "langganan", "berlangganan", "message", "messages", "messaging", "text", "texting", "texts", "contact", "contacting",
        "send", "sending", "notification", "notifications", "dihubungi", "diganggu", "menerima", "nerima", "receive", "bother", "bothering", "disturb", "subscription",
    ];

    private static readonly HashSet<string> Reminders =
    [
        "ingatkan", "ingetin", "ingatin", "ingetkan", "mengingatkan", "ngingetin", "diingatkan", "diingetin", "diingatin", "pengingat", "pengingatnya", "reminder", "reminders", "remind", "reminding", "ingat",
    ];

    /// <summary>What is said around it and changes nothing.</summary>
    private static readonly HashSet<string> Around =
    [
        "tolong", "mohon", "saya", "aku", "kami", "ku", "lagi", "ya", "yah", "dong", "deh", "sih", "lah", "kok", "min", "admin", "bot", "botnya", "pak", "bu", "bapak", "ibu", "kak", "mas", "mbak", "ini", "itu",
        "ke", "kesini", "sini", "nomor", "hp", "untuk", "buat", "apa", "apapun", "apalagi", "sama", "terus", "melulu", "mulu", "saja", "sekali", "please", "pliss", "plis", "me", "to", "my", "the", "any", "more", "anymore",
        "again", "you", "do", "i", "maaf", "sudah", "cukup", "mulai", "sekarang", "di", "telegram", "whatsapp", "wa", "yang", "tentang", "banyak", "kalian", "anda", "kamu", "semua", "from", "this", "number", "kasih", "terima", "nya", "mau", "ingin", "minta", "want", "would", "like",
    ];

    /// <summary>"jangan ingatkan saya besok" is no wish for a reminder.</summary>
    private static readonly HashSet<string> Moments = ["besok", "lusa", "nanti", "pagi", "siang", "sore", "malam", "tomorrow", "later", "hari"];

    private static readonly HashSet<string> Whole = ["unsubscribe", "unsub", "optout"];

    /// <summary>Whether somebody asks for no more messages at all.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="words">The standard words of it.</param>
    internal static bool IsAskedFor(string text, IReadOnlyList<string> words) => Asks(words, Messages) || Asks(Fold.Words(text), Messages);

    /// <summary>Whether somebody asks for no more reminders.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="words">The standard words of it.</param>
    internal static bool IsAskedForReminders(string text, IReadOnlyList<string> words) => Asks(words, Reminders) || Asks(Fold.Words(text), Reminders);

    /// <summary>The words that matter, which are compared with the label of a button.</summary>
    /// <param name="words">Standard words.</param>
    internal static string Core(IReadOnlyList<string> words) => string.Join(' ', words.Where(word => !Around.Contains(word)));

    private static bool Asks(IReadOnlyList<string> words, HashSet<string> what)
    {
        if (words.Count is 0 or > LongestRequest)
        {
            return false;
        }

        var (ends, names) = (false, false);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (Whole.Contains(word))
            {
                (ends, names) = (true, names || what == Messages);
            }
            else if (Ends.Contains(word) || EndsByNegation(words, at, what))
            {
                ends = true;
            }
            else if (what.Contains(word))
            {
                names = true;
            }
            else if (!Around.Contains(word) && !Negations.Contains(word) && !(what == Reminders && Moments.Contains(word)))
            {
                return false;
            }
        }

        return ends && names;
    }

    private static bool EndsByNegation(IReadOnlyList<string> words, int at, HashSet<string> what) =>
        words[at] == "no" ? words.Skip(at + 1).Take(2).Any(what.Contains)
        : at > 0 && Negations.Contains(words[at - 1])
            && (Needless.Contains(words[at]) || Unwanted.Contains(words[at]) && words.Any(Again.Contains));
}
