using System.Globalization;

namespace BelajarBot.Conversations;

/// <summary>
/// What the button carries that does away with something, or changes it for everybody: the moment it was shown. A quarter of an hour later it only asks
/// again, so that nobody changes anything by touching an old message. Forged, it can do no more than its person could.
/// </summary>
internal static class Confirmation
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(15);

    /// <summary>The words with the moment behind them.</summary>
    internal static string Of(string words, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{words}@{now.ToUnixTimeSeconds()}");

    /// <summary>The words of a confirmation that is fresh; null for anything else.</summary>
    internal static string? Read(string arguments, DateTimeOffset now)
    {
        var at = arguments.LastIndexOf('@');
        return at > 0
            && long.TryParse(arguments.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && now.ToUnixTimeSeconds() - seconds is >= 0 and var age && age <= Validity.TotalSeconds
                ? arguments[..at]
                : null;
    }
}
