using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>The addresses that Telegram posts to (T29): found wrong here, they cost no call and no puzzling.</summary>
internal static class WebhookAddress
{
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-_.~");

    private static readonly string[] PrivateEndings = [".local", ".localhost", ".localdomain", ".internal", ".lan", ".home.arpa"];

    /// <summary>Ranges that no post from the outside can reach.</summary>
    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>What is wrong with the address, or null.</summary>
    /// <param name="address">The value of the setting.</param>
    /// <param name="isLocalServer">Whether a Bot API server of one's own posts, which may do so inside the network.</param>
    public static string? ProblemOf(string address, bool isLocalServer)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
        {
            return "must be the https address that Telegram posts to, such as https://bot.example.org/telegram";
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return "must have no user, no query and no fragment";
        }

        if (uri.AbsolutePath.AsSpan().ContainsAnyExcept(PathCharacters))
        {
            // No colon either: a token in the path would stand in every access log (T160).
            return "must have a path of letters, digits and / - _ . ~ only";
        }

        return isLocalServer ? null
            : uri.Scheme != "https" ? "must begin with https://; plain http is for a server of one's own (Telegram:LocalServer)"
            : uri.Port is not (443 or 80 or 88 or 8443) ? "must use port 443, 80, 88 or 8443; Telegram posts to no other"
            : ProblemOfHost(uri);
    }

    private static string? ProblemOfHost(Uri uri)
    {
        const string unreachable = "names a host of a private network, which Telegram cannot reach";
        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip))
        {
            var isPrivate = !uri.Host.Contains('.', StringComparison.Ordinal)
                || PrivateEndings.Any(ending => uri.Host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
            return isPrivate ? unreachable : null;
        }

        return ip.AddressFamily != AddressFamily.InterNetwork ? "must be reachable by IPv4; Telegram posts to no IPv6 address"
            : Reserved.Any(network => network.Contains(ip)) ? unreachable
            : null;
    }
}
