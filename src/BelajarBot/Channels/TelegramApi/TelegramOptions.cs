using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

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
    private static readonly SearchValues<char> SecretCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> NoPathCharacters = SearchValues.Create("/?#% \t\r\n");

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

    /// <summary>
    /// The public https address that Telegram posts to in webhook mode; the bot takes posts at its path. Empty by default.
    /// </summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>
    /// What Telegram must send along with a webhook post to be believed: 1 to 256 of A-Z, a-z, 0-9, _ and -. Empty by default.
    /// </summary>
    public string SecretToken { get; set; } = "";

    /// <summary>How many posts Telegram may have under way at once in webhook mode. Default: 40, as Telegram's own.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 40;

    /// <summary>
    /// How often Telegram is asked how webhook delivery goes or, while polls bring full batches, how much still waits.
    /// Default: one minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan WebhookCheck { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether BaseUrl is a Bot API server of one's own, run with --local: then the webhook may be http, on any port and
    /// in a private network. Default: false.
    /// </summary>
    public bool LocalServer { get; set; }

    /// <summary>Whether the bot lives in Telegram's test environment. Default: false.</summary>
    public bool TestEnvironment { get; set; }

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

    /// <summary>Whether a question that was answered by a button is edited, so that it shows the answer and has no buttons. Default: true.</summary>
    public bool MarkAnswers { get; set; } = true;

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

        if (TokenFile.Length > 0 && ProblemOfTokenFile() is { } unreadable)
        {
            yield return Problem(nameof(TokenFile), unreadable);
        }

        if (Proxy.Length > 0
            && !(Uri.TryCreate(Proxy, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"))
        {
            yield return Problem(nameof(Proxy), "must be an address such as http://proxy:3128 or socks5://proxy:1080");
        }

        if (!Enum.IsDefined(Mode))
        {
            yield return Problem(nameof(Mode), "must be Polling or Webhook");
        }

        if (Mode == TelegramMode.Webhook && IsConfigured)
        {
            if (WebhookAddress.ProblemOf(WebhookUrl, LocalServer) is { } wrong)
            {
                yield return Problem(nameof(WebhookUrl), wrong);
            }

            if (SecretToken.Length is < 1 or > 256 || SecretToken.AsSpan().ContainsAnyExcept(SecretCharacters))
            {
                yield return Problem(
                    nameof(SecretToken), "must be 1 to 256 of A-Z, a-z, 0-9, _ and -; without it anyone could post as Telegram");
            }

            if (MaxConnections > 100 && !LocalServer)
            {
                yield return Problem(nameof(MaxConnections), "must be at most 100; only a local server takes more");
            }
        }
    }

    /// <summary>Whether it has the shape of a token: a number, a colon, and something that fits into a path.</summary>
    internal static bool LooksLikeToken(string token) =>
        token.IndexOf(':') is > 0 and var colon
        && colon < token.Length - 1
        && long.TryParse(token.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && !token.AsSpan().ContainsAny(NoPathCharacters);

    private string? ProblemOfTokenFile()
    {
        try
        {
            return LooksLikeToken(ReadToken()) ? null : "does not hold a bot token; BotFather gives one that looks like 123456:ABC-DEF";
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return "names a file that does not exist; create it with the token as its only line";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "names a file that cannot be read; let the user who runs the bot read it";
        }
    }

    private static ValidationResult Problem(string option, string what) => new($"{Section}:{option} {what}.", [option]);

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0;
}
