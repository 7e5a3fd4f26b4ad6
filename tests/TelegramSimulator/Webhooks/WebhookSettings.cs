using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TelegramSimulator.Webhooks;

/// <summary>What the bot said in setWebhook.</summary>
/// <param name="Url">Where updates are posted.</param>
/// <param name="MaxConnections">How many are posted at once.</param>
/// <param name="SecretToken">What the secret header carries, or null.</param>
/// <param name="IpAddress">The address to use instead of asking a name server, or null.</param>
/// <param name="HasCustomCertificate">Whether the bot uploaded a certificate of its own.</param>
public sealed partial record WebhookSettings(
    string Url, int MaxConnections = 40, string? SecretToken = null, string? IpAddress = null, bool HasCustomCertificate = false)
{
    private const int MostCertificateBytes = 3 << 20;

    private static readonly int[] Ports = [443, 80, 88, 8443];

    /// <summary>Reads the arguments of setWebhook, or says what is wrong with them (T29 to T31, T46).</summary>
    internal static string? Read(JsonElement parameters, int certificateBytes, bool isLocal, out WebhookSettings settings)
    {
        var connections = parameters.TryGetProperty("max_connections", out var most) ? most.GetInt64() : 40;
        var secret = parameters.TryGetProperty("secret_token", out var token) ? token.GetString() : null;
        var address = parameters.TryGetProperty("ip_address", out var ip) && ip.GetString() is { Length: > 0 } given ? given : null;
        settings = new WebhookSettings(
            parameters.GetProperty("url").GetString()!,
            (int)Math.Clamp(connections, 1, isLocal ? 100_000 : 100),
            string.IsNullOrEmpty(secret) ? null : secret,
            address,
            certificateBytes > 0);
        return secret?.Length > 256 ? "secret token is too long"
            : secret is not null && !SecretAlphabet().IsMatch(secret) ? "secret token contains unallowed characters"
            : certificateBytes > MostCertificateBytes ? "certificate size is too big"
            : FindUrlProblem(settings, isLocal);
    }

    private static string? FindUrlProblem(WebhookSettings settings, bool isLocal)
    {
        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return "invalid webhook URL specified";
        }

        if (isLocal)
        {
            return null;
        }

        if (url.Scheme != "https")
        {
            return "bad webhook: An HTTPS URL must be provided for webhook";
        }

        if (!Ports.Contains(url.Port))
        {
            return "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443";
        }

        if (settings.IpAddress is { } fixedAddress)
        {
            return IPAddress.TryParse(fixedAddress, out var pinned) ? FindAddressProblem(pinned) : "bad webhook: Invalid IP address specified";
        }

        // Without a network there is no name server; a name without a dot is one that no public name server knows.
        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var literal) ? FindAddressProblem(literal)
            : !url.Host.Contains('.') ? "bad webhook: Failed to resolve host: Name or service not known"
            : null;
    }

    private static string? FindAddressProblem(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            return "bad webhook: IPv6-only addresses are not allowed";
        }

        var part = address.GetAddressBytes();
        var isReserved = part[0] is 0 or 10 or 127 or >= 224
            || (part[0] == 100 && part[1] is >= 64 and < 128)
            || (part[0] == 169 && part[1] == 254)
            || (part[0] == 172 && part[1] is >= 16 and < 32)
            || (part[0] == 192 && part[1] == 168)
            || (part[0] == 192 && part[1] == 0 && part[2] is 0 or 2)
            || (part[0] == 198 && part[1] is 18 or 19)
            || (part[0] == 198 && part[1] == 51 && part[2] == 100)
            || (part[0] == 203 && part[1] == 0 && part[2] == 113);
        return isReserved ? $"bad webhook: IP address {address} is reserved" : null;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretAlphabet();
}
