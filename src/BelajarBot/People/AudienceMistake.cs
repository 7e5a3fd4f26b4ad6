using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.People;

/// <summary>The first mistake of an expression that an officer wrote, as it is told to them.</summary>
/// <param name="Place">The letter at which it is, counted from one.</param>
/// <param name="Around">The words around it, with a mark before it.</param>
/// <param name="Message">What is wrong, and the way out.</param>
internal sealed partial record AudienceMistake(string Place, string Around, string Message)
{
    private const int Before = 20;
    private const int After = 40;

    /// <summary>Whether it was meant as a condition: "guru sd di bandung" is not, and what its grammar expects would help nobody.</summary>
    internal static bool LooksLikeCondition(string source) => Sign().IsMatch(source);

    /// <summary>The mistake of an expression that could not be read.</summary>
    internal static AudienceMistake Of(string source, ExpressionResult result, string language)
    {
        var error = result.Errors[0];
        var at = Math.Clamp(error.Column - 1, 0, source.Length);
        return new AudienceMistake(
            error.Column.ToString(CultureInfo.InvariantCulture),
            $"{source[Math.Max(0, at - Before)..at]}👉{source[at..Math.Min(source.Length, at + After)]}",
            language == "en" ? $"{error.Message.English} {error.Remedy.English}" : $"{error.Message.Indonesian} {error.Remedy.Indonesian}");
    }

    [GeneratedRegex(@"[=<>()]|\b(?:and|or|not|in)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Sign();
}
