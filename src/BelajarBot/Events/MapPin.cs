using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Events;

/// <summary>A place on the map, in degrees.</summary>
internal sealed partial record MapPin(double Latitude, double Longitude)
{
    /// <summary>The digits that are kept: about a metre.</summary>
    private const string Form = "0.#####";

    /// <summary>A link that opens it on a map, in every browser and app.</summary>
    internal string Link => $"https://www.google.com/maps/search/?api=1&query={Uri.EscapeDataString(Write())}";

    /// <summary>The pin in what somebody sent: a place of the channel, coordinates, or a link of a map that holds them; or null.</summary>
    internal static MapPin? In(Input? said) => said switch
    {
        PlaceInput place => Of(place.Latitude, place.Longitude),
        TextInput { Text: var text } when Coordinates().Match(text.Trim()) is { Success: true } match => Of(match),
        TextInput { Text: var text } when text.Contains("map", StringComparison.OrdinalIgnoreCase) && InLink().Match(Uri.UnescapeDataString(text)) is { Success: true } match => Of(match),
        _ => null,
    };

    /// <summary>As it is stored: <c>-6.2,106.8</c>.</summary>
    internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{Latitude.ToString(Form, CultureInfo.InvariantCulture)},{Longitude.ToString(Form, CultureInfo.InvariantCulture)}");

    /// <summary>What was stored, or null.</summary>
    internal static MapPin? Read(string? stored) => stored is not null && Coordinates().Match(stored) is { Success: true } match ? Of(match) : null;

    private static MapPin? Of(Match match) =>
        Of(double.Parse(match.Groups["lat"].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups["lon"].Value, CultureInfo.InvariantCulture));

    private static MapPin? Of(double latitude, double longitude) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 ? new MapPin(latitude, longitude) : null;

    [GeneratedRegex(@"^(?:geo:)?(?<lat>-?\d{1,2}(?:\.\d+)?)\s*,\s*(?<lon>-?\d{1,3}(?:\.\d+)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Coordinates();

    /// <summary>Where links of maps hold them: <c>…/@-6.2,106.8,17z</c>, <c>?q=-6.2,106.8</c>, <c>mlat=-6.2&amp;mlon=106.8</c>.</summary>
    [GeneratedRegex(@"^https://\S+?(?:@|[?&](?:q|query|ll|mlat)=(?:loc:)?)(?<lat>-?\d{1,2}\.\d+)(?:,\s*|&mlon=)(?<lon>-?\d{1,3}\.\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InLink();
}
