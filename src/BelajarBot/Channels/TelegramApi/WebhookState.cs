using BelajarBot.Telemetry;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>What <c>getWebhookInfo</c> means, in plain values.</summary>
internal static class WebhookState
{
    /// <summary>A hundredth of what Telegram keeps before it drops updates (T24).</summary>
    private const int ManyWaiting = 1000;

    /// <summary>Whether Telegram posts to our address.</summary>
    public static bool IsAt(WebhookInfo info, TelegramOptions options) =>
        Uri.TryCreate(info.Url, UriKind.Absolute, out var url) && url == new Uri(options.WebhookUrl);

    /// <summary>Whether Telegram posts to us, and exactly what we understand (T12).</summary>
    public static bool IsAsWanted(WebhookInfo info, TelegramOptions options) =>
        IsAt(info, options)
        && info.AllowedUpdates?.ToHashSet().SetEquals(TelegramUpdates.Kinds) == true
        && (info.MaxConnections is not { } connections || connections == options.MaxConnections);

    /// <summary>Words about a queue that is long, or null.</summary>
    public static string? BacklogNote(WebhookInfo info)
    {
        BotTelemetry.Backlog.Record(info.PendingUpdateCount ?? 0);
        return info.PendingUpdateCount is > ManyWaiting and var waiting
            ? $"{waiting} updates wait at Telegram, which drops new ones beyond 100,000."
            : null;
    }

    /// <summary>Why updates do not reach us, or null when nothing counts that says so (T44).</summary>
    /// <param name="info">What Telegram says now.</param>
    /// <param name="options">What it should say.</param>
    /// <param name="lastTaken">When a post was last taken here: what failed before that is mended.</param>
    /// <param name="since">What failed before this moment is of no interest any more.</param>
    public static TelegramTrouble? DeliveryTrouble(
        WebhookInfo info, TelegramOptions options, DateTimeOffset? lastTaken, DateTimeOffset since)
    {
        if (!IsAt(info, options))
        {
            return new TelegramTrouble(
                "Elsewhere", "Telegram posts to another address than Telegram:WebhookUrl. Stop the other bot, then restart this one.");
        }

        var interesting = lastTaken > since ? lastTaken.Value : since;
        return info.LastErrorDate is { } seconds && seconds >= interesting.ToUnixTimeSeconds()
            ? new TelegramTrouble(
                "Delivery",
                $"Telegram cannot deliver to Telegram:WebhookUrl: {TokenText.Redact(info.LastErrorMessage ?? "no reason given")}. "
                + "Check the address, its certificate and the proxy in front.")
            : null;
    }
}
