using System.ComponentModel.DataAnnotations;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>How updates come in.</summary>
internal enum TelegramMode
{
    /// <summary>The bot asks Telegram for them.</summary>
    Polling,

    /// <summary>Telegram posts them to the bot.</summary>
    Webhook,
}

/// <summary>The section <c>Telegram</c>. Without a token and a token file the channel is off.</summary>
internal sealed class TelegramOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Telegram";

    /// <summary>The bot's token from BotFather. Empty by default; a token file is the safer place.</summary>
    public string Token { get; set; } = "";

    /// <summary>A file that holds nothing but the token; read again when Telegram refuses the token. Empty by default.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>The Bot API server; a path in it is kept. Default: Telegram's own.</summary>
    public string BaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>How updates come in. Default: polling.</summary>
    public TelegramMode Mode { get; set; } = TelegramMode.Polling;

    /// <summary>The public https address that Telegram posts to in webhook mode. Empty by default.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>What Telegram must send along with a webhook call to be believed. Empty by default.</summary>
    public string SecretToken { get; set; } = "";

    /// <summary>A proxy for this channel alone: http://, https://, socks4:// or socks5://. Empty by default: none is used.</summary>
    public string Proxy { get; set; } = "";

    /// <summary>How long Telegram may hold a poll while there is nothing new. Default: 50 seconds, its maximum.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:50")]
    public TimeSpan PollTimeout { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How long a call may take before it counts as unanswered; a poll may take this much longer than its hold. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after trouble; it doubles up to 30 seconds. Default: one second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:30")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the turns in hand may still take when the bot is stopped. Default: 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether there is a bot to be.</summary>
    public bool IsConfigured => Token.Length > 0 || TokenFile.Length > 0;

    /// <summary>The token as it is now, from the file if there is one.</summary>
    public string ReadToken() => TokenFile.Length > 0 ? File.ReadAllText(TokenFile).Trim() : Token.Trim();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsHttp(BaseUrl))
        {
            yield return Problem(nameof(BaseUrl), "must be an http or https address, such as https://api.telegram.org");
        }

        if (Token.Length > 0 && TokenFile.Length > 0)
        {
            yield return Problem(nameof(TokenFile), "and Telegram:Token are both set; keep one of them");
        }

        if (Token.Length > 0 && !LooksLikeToken(Token.Trim()))
        {
            yield return Problem(nameof(Token), "is not a bot token; BotFather gives one that looks like 123456:ABC-DEF");
        }

        if (TokenFile.Length > 0 && !File.Exists(TokenFile))
        {
            yield return Problem(nameof(TokenFile), "names a file that does not exist; create it with the token as its only line");
        }

        if (Proxy.Length > 0
            && !(Uri.TryCreate(Proxy, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            yield return Problem(nameof(Proxy), "must be an address such as http://proxy:3128 or socks5://proxy:1080");
        }

        if (!Enum.IsDefined(Mode) || Mode == TelegramMode.Webhook)
        {
            yield return Problem(nameof(Mode), "must be Polling: it is the only way in that is built so far");
        }
    }

    private static ValidationResult Problem(string option, string what) => new($"{Section}:{option} {what}.", [option]);

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0;

    private static bool LooksLikeToken(string token) =>
        token.IndexOf(':') is > 0 and var colon
        && colon < token.Length - 1
        && long.TryParse(token.AsSpan(0, colon), out _)
        && !token.AsSpan().ContainsAny("/?# ");
}
