using System.Security.Cryptography;

namespace BelajarBot.Channels.WebChat;

/// <summary>
/// Who is behind a browser: a random number in a cookie that scripts cannot read, good until it is deleted. It is the
/// person's address on this channel. An address is 32 hexadecimal digits; anything after a slash (<c>…/sari</c>) is
/// left free, for several people in one browser.
/// </summary>
internal static class WebVisitor
{
    private const string CookieName = "belajarbot_visitor";
    private const int Digits = 32;

    /// <summary>The visitor's address, or null when there is no cookie or somebody made one up.</summary>
    public static string? AddressOf(HttpRequest request) =>
        request.Cookies.TryGetValue(CookieName, out var value) && value.Length == Digits && value.All(char.IsAsciiHexDigitLower)
            ? value
            : null;

    /// <summary>Gives a newcomer an address, and lengthens the stay of somebody known.</summary>
    public static void Welcome(HttpContext context)
    {
        var address = AddressOf(context.Request) ?? RandomNumberGenerator.GetHexString(Digits, lowercase: true);

        context.Response.Cookies.Append(CookieName, address, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            Path = "/",
            // The longest that browsers allow.
            MaxAge = TimeSpan.FromDays(400),
        });
    }
}
