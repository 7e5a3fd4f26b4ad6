namespace BelajarBot.Channels.WebChat;

/// <summary>
/// Keeps other sites out. The page stands on a loopback address, which any site that a person visits can name too; so
/// the host must be one of ours (no DNS rebinding) and the request must come from our own page.
/// </summary>
internal static class WebGuard
{
    private static readonly string[] OwnHosts = ["localhost", "127.0.0.1", "[::1]"];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    /// <summary>An endpoint filter: headers on every answer, and a refusal in words.</summary>
    public static async ValueTask<object?> CheckAsync(
        HttpContext context, WebOptions options, Func<ValueTask<object?>> next)
    {
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }

        return RefusalOf(context.Request, options) is { } refusal
            ? Results.Json(new { error = refusal }, statusCode: StatusCodes.Status403Forbidden)
            : await next();
    }

    private static string? RefusalOf(HttpRequest request, WebOptions options)
    {
        var host = request.Host.Host;
        if (!OwnHosts.Concat(options.Hosts).Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return "This host name is not accepted; if it is yours, add it to the setting Web:Hosts.";
        }

        // Opening the page from a link elsewhere is fine; what it then does must come from the page itself. A client
        // that sends neither header is not a browser and carries nobody's cookie unawares.
        var isPage = HttpMethods.IsGet(request.Method) && request.Path == "/";
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();

        var isForeign = site is not ("" or "same-origin" or "none")
            || (origin != "" && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                // The scheme is not compared: behind a proxy the page is https and this request is not.
                && string.Equals(uri.Authority, HostOf(request, uri), StringComparison.OrdinalIgnoreCase)));

        return isForeign && !isPage ? "This request comes from another site." : null;
    }

    // Uri.Authority leaves a scheme's usual port out, so it is left out here too.
    private static string HostOf(HttpRequest request, Uri origin) =>
        request.Host.Port is { } port && !(port == origin.Port && origin.IsDefaultPort)
            ? request.Host.ToString()
            : request.Host.Host;
}
