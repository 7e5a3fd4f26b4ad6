using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>Finds the address in what a person typed around it, and mends what typing on a phone does to addresses.</summary>
internal static partial class Address
{
    /// <summary>The parts of an address in lower case, or null when there is none.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="ending">A domain that gives an address away even without its @, or empty.</param>
    public static (string Local, string Domain, bool Repaired)? Find(string text, string ending)
    {
        var written = text.Trim().ToLowerInvariant();
        var mended = SpelledAt().Replace(written, "@");
        mended = SpelledDot().Replace(mended, ".");
        mended = CommaDot().Replace(mended, ".");
        mended = SpaceAround().Replace(mended, "${mark}");
        mended = Repeated().Replace(mended, "${mark}");
        var word = mended.Split([' ', '\n', '\r', '\t', '<', '>', '(', ')', '"', ';', ':'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Trim('.', ',', '\'', '!', '?', '*', '_'))
            .FirstOrDefault(part => part.Contains('@', StringComparison.Ordinal) || ending.Length > 0 && part.Contains(ending, StringComparison.Ordinal));
        if (word is null)
        {
            return null;
        }

        var at = word.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return ("", word, true);
        }

        var (local, domain) = (word[..at].Trim('.'), word[(at + 1)..].Trim('.'));
        return local.Length == 0 || domain.Length == 0 || domain.Contains('@', StringComparison.Ordinal)
            ? null
            : (local, domain, !written.Contains($"{local}@{domain}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\s*(?:\(at\)|\[at\]|\s@\s|\sat\s|\set\s)\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpelledAt();

    [GeneratedRegex(@"\s*(?:\(dot\)|\[dot\]|\sdot\s|\stitik\s)\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpelledDot();

    [GeneratedRegex(@",(?=(?:com|co|id|go|sch|ac|org|net|belajar|guru|admin|sd|smp|sma|smk|paud|slb|yahoo|gmail)\b)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommaDot();

    /// <summary>A space beside the @ or beside a dot that is followed by a known part of an address.</summary>
    [GeneratedRegex(@"\s*(?<mark>@)\s*|\s*(?<mark>\.)(?=(?:com|co|id|go|sch|ac|belajar|guru|admin|sd|smp|sma|smk|paud|slb|kemenag|madrasah)\b)|(?<=\.)\s+(?=(?:com|co|id|go|sch|ac|belajar|guru|admin|sd|smp|sma|smk|paud|slb|kemenag)\b)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpaceAround();

    [GeneratedRegex(@"(?<mark>[.@])\k<mark>+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repeated();
}
