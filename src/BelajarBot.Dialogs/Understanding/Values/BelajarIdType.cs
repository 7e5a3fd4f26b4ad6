using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>
/// An address that opens the ministry's services: <c>nama@guru.sd.belajar.id</c> and its relatives, or
/// <c>nama@madrasah.kemenag.go.id</c>. Typing slips in the domain are repaired; the part before the @ never is,
/// because it cannot be guessed.
/// </summary>
internal sealed partial class BelajarIdType : IValueType
{
    public const string Word = "belajar_id";

    private const string Root = "belajar.id";
    private const string Madrasah = "madrasah.kemenag.go.id";

    private static readonly string[] Levels = ["paud", "sd", "smp", "sma", "smk", "slb"];

    private static readonly string[] Domains =
    [
        .. Levels.Select(level => $"guru.{level}.{Root}"),
        .. Levels.Select(level => $"admin.{level}.{Root}"),
        .. Levels.Select(level => $"{level}.{Root}"),
        .. new[] { "dinas", "yayasan", "konsultan", "mitra", "penggerak", "instruktur", "program" }.Select(kind => $"{kind}.{Root}"),
        Madrasah,
    ];

    private static readonly string[] Providers = ["gmail", "yahoo", "ymail", "hotmail", "outlook", "icloud", "live.", "rocketmail", "googlemail"];

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: { Length: < 1000 } text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        if (Address.Find(text, "belajar") is not var (local, domain, repaired))
        {
            return new ValueResult.Refused("no_at");
        }

        if (local.Length == 0)
        {
            (local, domain) = SplitWithoutAt(domain);
            if (local.Length == 0)
            {
                return new ValueResult.Refused("no_at");
            }
        }

        if (Array.Exists(Providers, provider => domain.StartsWith(provider, StringComparison.Ordinal)))
        {
            return new ValueResult.Refused("private_mail", "domain", domain);
        }

        var mended = Mend(domain);
        repaired |= mended != domain;
        var address = $"{local}@{mended}";
        return !Whole().IsMatch(address) ? new ValueResult.Refused(mended.Contains("belajar", StringComparison.Ordinal) ? ValueTexts.Invalid : "other_domain", "domain", domain)
            : repaired ? new ValueResult.Accepted(address, address, "repaired")
            : Domains.Contains(mended) ? new ValueResult.Accepted(address, address)
            : new ValueResult.Accepted(address, address, "unknown_subdomain");
    }

    public IReadOnlyList<ValueSample> Samples(Random random)
    {
        var name = $"guru{random.Next(1000)}";
        var domain = Domains[random.Next(Domains.Length)];
        return
        [
            ValueSample.Typed($"{name}@{domain}", SampleKind.Valid),
            ValueSample.Typed($"akun saya {name.ToUpperInvariant()}@{domain}", SampleKind.Valid),
            ValueSample.Typed($"{name}@baru.{Root}", SampleKind.Valid),
            ValueSample.Typed($"{name}@gmail.com", SampleKind.Invalid),
            ValueSample.Typed("belum punya", SampleKind.Invalid),
            ValueSample.Typed($"{name}@{domain.Replace(".belajar.id", ".belajarid", StringComparison.Ordinal)}", SampleKind.Typo),
            ValueSample.Typed($"{name} @ {domain}.", SampleKind.Typo),
        ];
    }

    /// <summary>Repairs what teachers do to the domain; the nearest known one wins if it is alone within one slip.</summary>
    private static string Mend(string domain)
    {
        var mended = domain.Replace(',', '.');
        mended = Ending().Replace(mended, Root);
        mended = MissingDot().Replace(mended, ".belajar.id");
        mended = GluedLevel().Replace(mended, "${role}.${level}.");
        if (Domains.Contains(mended))
        {
            return mended;
        }

        var near = Domains.Where(known => Typo.Distance(mended, known, 1) <= 1).ToArray();
        return near is [var only] ? only : mended;
    }

    /// <summary>"siti12.guru.sd.belajar.id" and "siti12guru.sd.belajar.id" lost their @ before a word that only domains hold.</summary>
    private static (string Local, string Domain) SplitWithoutAt(string word)
    {
        var mended = Mend(word);
        var domain = Domains.Where(known => mended.EndsWith(known, StringComparison.Ordinal) && mended.Length > known.Length)
            .MaxBy(known => known.Length);
        return domain is null ? ("", word) : (mended[..^domain.Length].TrimEnd('.'), domain);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._\-]{0,62}@(?:(?:[a-z0-9\-]+\.){0,2}belajar\.id|madrasah\.kemenag\.go\.id)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\b(?:belajar|bljr|blajar|beljar|belajr|belajara|belajaar)[.\-]*(?:co|com|or|go|sch|web)?[.\-]*(?:id|ide|di|i|io|in)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?<=\b(?:paud|sd|smp|sma|smk|slb|dinas|program|mitra|yayasan))belajar\.?id$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingDot();

    [GeneratedRegex(@"\b(?<role>guru|admin)(?<level>paud|sd|smp|sma|smk|slb)\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GluedLevel();
}
