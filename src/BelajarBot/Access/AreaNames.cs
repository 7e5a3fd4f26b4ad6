using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Access;

/// <summary>Areas in the form in which buttons, links and files carry them: <c>32</c>, <c>32.73</c>, or <c>nasional</c> for the whole country.</summary>
internal static class AreaNames
{
    private const string WholeCountry = "nasional";

    /// <summary>How an area is carried: never as an empty word.</summary>
    internal static string Write(string area) => area == AreaLimit.WholeCountry ? WholeCountry : area;

    /// <summary>The area that was carried; null when there is none such, because it was forged or mistyped.</summary>
    internal static string? Read(string written, Regions regions) =>
        written == WholeCountry ? AreaLimit.WholeCountry : regions.Find(written)?.Code;
}
