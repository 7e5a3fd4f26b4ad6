using TelegramSimulator.Api;

namespace TelegramSimulator.Markup;

/// <summary>What a link in a text leads to, as far as Telegram lets it (T89).</summary>
internal static class LinkTarget
{
    private const string UserLink = "tg://user?id=";

    /// <summary>The entity for a link, or null when Telegram drops it, as it does with <c>javascript:</c>.</summary>
    public static TextEntity? Entity(string url, int offset, int length)
    {
        if (url.StartsWith(UserLink, StringComparison.OrdinalIgnoreCase) && long.TryParse(url[UserLink.Length..], out var user) && user > 0)
        {
            return new TextEntity("text_mention", offset, length) { UserId = user };
        }

        var whole = url.Contains("://", StringComparison.Ordinal) ? url : "http://" + url;
        if (url.Length == 0 || url.Contains(' ') || !Uri.TryCreate(whole, UriKind.Absolute, out var address))
        {
            return null;
        }

        return address.Scheme switch
        {
            "http" or "https" when address.Host.Contains('.') => new TextEntity("text_link", offset, length, address.OriginalString is var text
                && text.IndexOf('/', address.Scheme.Length + 3) < 0 && !text.Contains('?') && !text.Contains('#') ? text + "/" : text),
            "tg" or "tonsite" or "ton" => new TextEntity("text_link", offset, length, whole),
            _ => null,
        };
    }
}
