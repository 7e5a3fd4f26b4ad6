namespace TelegramSimulator;

/// <summary>How a simulated Telegram is set up. Every default is what a test wants.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The only bot token that is let in.</summary>
    public string Token { get; init; } = "1000001:TEST-token-of-the-simulated-bot-0000";

    /// <summary>The bot's user name, without the at sign.</summary>
    public string BotUserName { get; init; } = "belajar_test_bot";

    /// <summary>The loopback port, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>A path in front of <c>/bot</c>, such as <c>/prefix</c>, or empty (T15).</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>The clock behind dates, expiry, long polls and rate limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether requests are kept for <see cref="Simulator.Requests"/>; a benchmark switches it off.</summary>
    public bool Record { get; init; } = true;

    /// <summary>How many of the newest messages a chat remembers, the rest being forgotten as a phone would not.</summary>
    public int MessagesPerChat { get; init; } = 1000;

    /// <summary>The first update id; the real one starts anywhere, and anywhere anew after a quiet week (T47).</summary>
    public int FirstUpdateId { get; init; } = 700_000_001;

    /// <summary>Whether it behaves as a Bot API server of one's own with <c>--local</c>: any webhook address will do (T29, T30).</summary>
    public bool IsLocal { get; init; }

    /// <summary>Where a post to a public webhook address really goes, as a proxy in front of the bot would send it.</summary>
    public Func<Uri, Uri>? WebhookRoute { get; init; }

    /// <summary>Whether the bot hears little in groups, as it does unless its owner says otherwise (T61).</summary>
    public bool HasPrivacyMode { get; init; } = true;

    /// <summary>How fast the bot may send before it is told to wait; null switches the limits off.</summary>
    public Faults.RateLimits? Limits { get; init; }
}
