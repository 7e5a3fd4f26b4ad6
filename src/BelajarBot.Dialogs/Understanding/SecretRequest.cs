using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Understanding;

/// <summary>
/// Recognises words that ask somebody for a secret: "kirim password lamanya ke saya", "NIK-nya berapa?". To speak of one is
/// welcome: where it is reset, who hands it out, that nobody should send it.
/// </summary>
public static class SecretRequest
{
    /// <summary>So many words may stand between the giving and what is given.</summary>
    private const int Apart = 5;

    /// <summary>A question of so many words asks for the thing itself.</summary>
    private const int ShortQuestion = 6;

    /// <summary>To give, as one tells others to.</summary>
    private static readonly HashSet<string> Giving =
    [
        "kirim", "kirimkan", "kirimi", "kirimin", "sebut", "sebutkan", "sebutin", "berikan", "beri", "kasih", "kasi", "kasihkan", "kasihin", "balas", "balaskan", "sertakan", "lampirkan", "foto",
        "fotokan", "share", "bagikan", "infokan", "info", "infoin", "informasikan", "beritahu", "beritahukan", "wa", "japri", "setor", "setorkan", "laporkan", "send", "give", "tell", "reply", "provide", "text",
    ];

    /// <summary>To write or to ask, which may be meant for a site or for somebody else.</summary>
    private static readonly HashSet<string> Writing =
        ["tulis", "tuliskan", "ketik", "ketikkan", "isi", "isikan", "masukkan", "masukan", "cantumkan", "ditulis", "dikirim", "dikirimkan", "diisi", "diketik", "disebutkan", "dibalas", "diberikan", "dikasih", "type", "write", "enter"];

    private static readonly HashSet<string> Asking = ["minta", "mintak", "meminta", "need", "butuh"];

    /// <summary>Where it must not go.</summary>
    private static readonly HashSet<string> Here =
        ["saya", "aku", "kami", "sini", "chat", "obrolan", "balasan", "petugas", "duta", "form", "formulir", "gform", "tautan", "grup", "wa", "me", "us", "here"];

    /// <summary>Who or what has to do with it rightly.</summary>
    private static readonly HashSet<string> Elsewhere =
    [
        "operator", "ops", "admin", "kepala", "sekolah", "laman", "situs", "web", "website", "aplikasi", "kolom", "google", "halaman", "dapodik", "dinas", "layar", "pemilik", "pemiliknya", "guru", "gurunya",
        "murid", "siswa", "belajar", "site", "page", "school", "owner",
    ];

    /// <summary>Who does it themselves asks nobody: "sistem akan kirim kode verifikasi".</summary>
    private static readonly HashSet<string> Tellers = ["akan", "sudah", "telah", "google", "sistem", "will", "saya", "kami", "otomatis"];

    /// <summary>What is sent then is no secret: "kirim permintaan reset kata sandi".</summary>
    private static readonly HashSet<string> Around = ["permintaan", "reset", "mereset", "lupa", "ganti", "mengganti", "ubah", "cara", "panduan", "link", "tautan", "soal", "tentang", "syarat", "kendala", "masalah", "about", "how"];

    private static readonly HashSet<string> Asks = ["apa", "berapa", "mana", "what"];

    /// <summary>The secret that a text asks for, as it was written; null when it asks for none.</summary>
    /// <param name="text">What somebody is about to send to others.</param>
    public static string? Find(string text) => Sentences.Of(text).Select(InSentence).FirstOrDefault(found => found is not null);

    private static string? InSentence(string sentence)
    {
        if (SecretWords.In(sentence) is null && !sentence.Contains("kodenya", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var words = Fold.Words(sentence);
        for (var at = 0; at < words.Length; at++)
        {
            if ((SecretWords.At(words, at) ?? (words[at] == "kodenya" ? words[at] : null)) is { } secret
                && !SecretWords.IsRefusedAfter(words, at + 1) && IsAskedFor(words, at, secret.Split(' ').Length, sentence))
            {
                return secret;
            }
        }

        return null;
    }

    private static bool IsAskedFor(string[] words, int at, int length, string sentence)
    {
        var goesHere = words.Skip(at + length).Take(Apart).Any(Here.Contains);
        var goesElsewhere = words.Skip(at + length).Any(Elsewhere.Contains);
        for (var verb = Math.Max(0, at - Apart); verb < Math.Min(words.Length, at + length + Apart); verb++)
        {
            var isAfter = verb >= at + length;
            var between = isAfter ? words[(at + length)..verb] : words[Math.Min(verb + 1, at)..at];
            if (verb >= at && !isAfter || between.Any(Around.Contains) || verb > 0 && Tellers.Contains(words[verb - 1]) && !Asking.Contains(words[verb]))
            {
                continue;
            }

            if (Giving.Contains(words[verb]) && (goesHere || !goesElsewhere || isAfter is false && !words[verb].StartsWith("beri", StringComparison.Ordinal) && !words[verb].StartsWith("kas", StringComparison.Ordinal))
                || Asking.Contains(words[verb]) && !isAfter && !goesElsewhere
                || Writing.Contains(words[verb]) && (goesHere || words.Skip(verb + 1).Take(Apart).Any(Here.Contains)))
            {
                return true;
            }
        }

        return words.Length <= ShortQuestion && sentence.Contains('?') && words.Any(Asks.Contains) && !words.Any(Around.Contains) && !words.Any(Elsewhere.Contains);
    }
}
